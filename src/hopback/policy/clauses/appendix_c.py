"""The clauses of Appendix C: 47 USC 222."""

from hopback.policy.clause import Clause, Force

CLAUSES = (
    Clause(
        "XC.1",
        "Appendix C, 47 U.S.C. 222(a) and (b)",
        Force.SHALL,
        "has a duty to protect the confidentiality of proprietary information",
        summary=(
            "Customer proprietary network information and other carriers' proprietary information are "
            "confidential: used only for the purpose given, never for marketing."
        ),
    ),
    Clause(
        "XC.2",
        "Appendix C, 47 U.S.C. 222(c)(1) and (2)",
        Force.SHALL,
        "permit access to individually identifiable customer proprietary network information",
        summary=(
            "Individually identifiable CPNI is used, disclosed or opened only as law requires, with the "
            "customer's approval, or on the customer's written request; exceptions: service and "
            "billing, and protection of rights, property and users from fraud and abuse."
        ),
    ),
    Clause(
        "XC.3",
        "Appendix C, 47 U.S.C. 222(c)(3)",
        Force.MAY,
        "permit access to aggregate customer information",
        "Aggregate information may be shared.",
    ),
)
