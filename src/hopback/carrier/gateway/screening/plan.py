"""The numbering plan: which numbers cannot be anybody's, whatever the registry says.

North America by area code and exchange; elsewhere the country code and the length. A number of fewer than eight
digits is an extension, a short code or a local number, and is not judged.
"""

import functools
from typing import Final

import numpy as np
import numpy.typing as npt
import phonenumbers

from .verdict import Verdict

# Area codes with a number in service, by the metadata of phonenumbers 9.0.43; and 700, 710, which it leaves out.
_CODES: Final = """
201 202 203 204 205 206 207 208 209 210 212 213 214 215 216 217 218 219 220 223 224 225 226 227 228 229 231 234 235
236 239 240 242 246 248 249 250 251 252 253 254 256 257 260 262 263 264 267 268 269 270 272 273 274 276 279 281 283
284 289 301 302 303 304 305 306 307 308 309 310 312 313 314 315 316 317 318 319 320 321 323 324 325 326 327 329 330
331 332 334 336 337 339 340 341 343 345 346 347 350 351 352 353 354 360 361 363 364 365 367 368 369 380 382 385 386
401 402 403 404 405 406 407 408 409 410 412 413 414 415 416 417 418 419 423 424 425 428 430 431 432 434 435 437 438
440 441 442 443 445 447 448 450 458 463 464 468 469 470 472 473 474 475 478 479 480 484 500 501 502 503 504 505 506
507 508 509 510 512 513 514 515 516 517 518 519 520 521 522 523 524 525 526 527 528 529 530 531 532 533 534 539 540
541 544 548 551 557 559 561 562 563 564 566 567 570 571 572 573 574 575 577 579 580 581 582 584 585 586 587 588 600
601 602 603 604 605 606 607 608 609 610 612 613 614 615 616 617 618 619 620 622 623 626 628 629 630 631 633 636 639
640 641 645 646 647 649 650 651 656 657 658 659 660 661 662 664 667 669 670 671 672 678 680 681 682 683 684 686 689
700 701 702 703 704 705 706 707 708 709 710 712 713 714 715 716 717 718 719 720 721 724 725 726 727 728 730 731 732
734 737 738 740 742 743 747 748 753 754 757 758 760 762 763 765 767 769 770 771 772 773 774 775 778 779 780 781 782
784 785 786 787 800 801 802 803 804 805 806 807 808 809 810 812 813 814 815 816 817 818 819 820 821 825 826 828 829
830 831 832 833 835 838 839 840 843 844 845 847 848 849 850 854 855 856 857 858 859 860 862 863 864 865 866 867 868
869 870 872 873 876 877 878 879 888 900 901 902 903 904 905 906 907 908 909 910 912 913 914 915 916 917 918 919 920
925 928 929 930 931 934 936 937 938 939 940 941 942 943 945 947 948 949 951 952 954 956 959 970 971 972 973 975 978
979 980 983 984 985 986 989
"""
AREA_CODES: Final = frozenset(int(code) for code in _CODES.split())
FIRST: Final = 10**10  # +1 000 000 0000
EXCHANGES: Final = 10**6  # area code and exchange together
LINES: Final = 10**4  # numbers of one exchange
TOLL_FREE: Final = frozenset((800, 822, 833, 844, 855, 866, 877, 888))
NOT_JUDGED: Final = 8  # digits: shorter ones are no numbers of the public network
LONGEST: Final = 15


@functools.cache
def exchanges() -> npt.NDArray[np.uint8]:
    """The plan's verdict on every area code and exchange of North America, by the six digits of both."""
    found = np.full((1000, 1000), Verdict.PASSES, np.uint8)
    codes = np.arange(1000)
    found[:, codes % 100 == 11] = Verdict.N11
    for area in TOLL_FREE:  # there any exchange from 200 on may be in use
        found[area, :] = Verdict.PASSES
    found[:, codes < 200] = Verdict.INVALID
    found[[area for area in range(1000) if area not in AREA_CODES], :] = Verdict.UNASSIGNED
    found[codes % 100 == 11, :] = Verdict.N11
    found[codes < 200, :] = Verdict.INVALID
    return found.reshape(EXCHANGES)


def elsewhere(number: int) -> Verdict:
    """Of a number that is not eleven digits beginning with 1."""
    if number == 0:
        return Verdict.UNREADABLE
    digits = str(number)
    if number < 0 or len(digits) > LONGEST:
        return Verdict.INVALID
    if len(digits) < NOT_JUDGED:
        return Verdict.PASSES
    countries = phonenumbers.COUNTRY_CODE_TO_REGION_CODE
    known = any(int(digits[:length]) in countries for length in (2, 3)) or digits[0] == "7"
    return Verdict.PASSES if known else Verdict.INVALID
