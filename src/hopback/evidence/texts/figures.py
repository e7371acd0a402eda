"""Every number of the grouping, with what it stands for; how each was chosen: docs/carrier/campaigns.md.

Likeness runs from 0 (nothing is shared) to 1 (one text holds all of the other).
"""

SAMPLE = 1_500  # texts compared each with each; the rest are held against what these say
ROUNDS = 12  # samples drawn from what is left, before each that is left stands alone
MICRO = 0.70  # mean likeness of runs of two words within a first small cluster
CONSENSUS = 0.60  # of two clusters' common runs: they are one script
JOINS = 0.50  # share of a text's runs that its script has
SHORT_JOINS = 0.75  # the same for a text of fewer than SHORT runs, which is alike by chance
SHORT = 8
SAID_BY_MANY = 0.25  # share of a script's texts that hold a word before it counts as the script's
THEME = 0.44  # mean likeness of two scripts within one campaign, by their words
FEWEST_TELLING = 12  # words by which a script that is shorter is measured: it is alike by chance
EVERYDAY = 0.5  # share of scripts that a word like “your” or “press” is taken to stand in, where few are known
PROPER = 3.0  # how much more a proper name weighs than another word: ITG's names begin with the brand
LARGE = 50  # scripts heard so often stand for themselves: two of them are two parts, not one campaign
SAME_NUMBER = 0.25  # added to the likeness of two scripts that ask to call one number back, or call from one
PROFILE = 200  # texts that a script's profile is made of
MOST_THEMES = 2_000  # scripts compared each with each; smaller ones beyond stand alone
