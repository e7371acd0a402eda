"""Files of certificates: one or many, in PEM or DER, as x5u answers them and as trust lists are kept."""

from .certificate import Certificate, CertificateFaultError, read
from .items import split


def certificates_in(data: bytes) -> list[Certificate]:
    """Everything in it has to be a certificate. Raises CertificateFaultError."""
    found = []
    for item in split(data):
        if not item.der:
            raise CertificateFaultError(f"line {item.line} is no certificate. {item.fault}".strip())
        try:
            found.append(read(item.der))
        except CertificateFaultError as fault:
            raise CertificateFaultError(f"the certificate in line {item.line} cannot be read: {fault}") from None
    if not found:
        raise CertificateFaultError("there is no certificate in it")
    return found
