"""The clauses of Article 1: definitions."""

from hopback.policy.clause import Clause, Force

CLAUSES = (
    Clause(
        "A1.1",
        "Article 1(1), Voice Service Provider",
        Force.SHALL,
        "the ITG will consider to be the same Voice Service Provider any entities that",
        summary=(
            "A provider is US or foreign. Entities that control, are controlled by, or are under common "
            "control with one another (directly or through intermediaries) count as one provider "
            "wherever conduct or membership is judged."
        ),
    ),
    Clause(
        "A1.2",
        "Article 1(2), Cooperative Voice Service Provider",
        Force.SHALL,
        "must agree to, and abide by, all the policies and procedures",
        summary=(
            "A cooperative provider has agreed to the Policies and Procedures; the agreement (version, "
            "date, signer) is on record."
        ),
    ),
    Clause(
        "A1.3",
        "Article 1(3), Non-Cooperative Voice Service Provider",
        Force.SHALL,
        "The factors will be applied uniformly to all Voice Service Providers",
        summary=(
            "Non-cooperative is a determination by staff, at their discretion, on factors applied "
            "uniformly to every provider: routinely late or missing answers; originating illegal "
            "robocalls; US point of entry or foreign point of departure for them; failing to find "
            "records; answering without taking reasonable steps to stop the source once notified. The "
            "factors' figures and the reasons are kept with the determination."
        ),
    ),
    Clause(
        "A1.4",
        "Article 1(4), U.S. Point of Entry",
        Force.SHALL,
        "to take an illegal robocall from a foreign Voice Service Provider",
        summary=(
            "US Point of Entry: the first provider on the path that took the call from a foreign "
            "provider and put it on the US network. A call that leaves and comes back can have two."
        ),
    ),
    Clause(
        "A1.5",
        "Article 1(5), Foreign Point of Departure",
        Force.SHALL,
        "Information contained in an FCC Form 499 filing will be considered but is not dispositive",
        summary=(
            "Foreign Point of Departure: the provider immediately before the US Point of Entry. Foreign "
            "status rests on several factors taken together (ownership, control, operation); a Form 499 "
            "filing is considered but does not decide."
        ),
    ),
    Clause(
        "A1.6",
        "Article 1(6), Campaign",
        Force.SHALL,
        "A group of calls with identical or nearly identical messaging",
        summary=(
            "A campaign groups calls of identical or nearly identical message, judged by content and "
            "calling pattern; one campaign can stand for millions of calls."
        ),
    ),
    Clause(
        "A1.7",
        "Article 1(7), Suspicious Traffic",
        Force.SHALL,
        "have characteristics associated with abusive, unlawful, or fraudulent practices",
        summary=(
            "Suspicious traffic is recorded with the characteristics that make it so: missing header "
            "information, volume anomalies, changed calling or called party information, complaints "
            "(called parties, law enforcement, aggregators), transcripts."
        ),
    ),
    Clause(
        "A1.8",
        "Article 1(8), Incident Data",
        Force.SHALL,
        "Data sent between Voice Service Providers and/or the ITG relating to Suspicious Traffic",
        summary=(
            "Incident data covers: originating number; originating IP address, or originating and "
            "destination point codes; called number; called IP address; SIP header anomalies; evidence "
            "of caller-ID, ANI or number spoofing; call volume with CDR file information; date and "
            "time; providers on the path."
        ),
    ),
    Clause(
        "A1.9",
        "Article 1(9), Traceback",
        Force.SHALL,
        "a call is systematically traced from one Voice Service Provider to the preceding",
        summary=(
            "A traceback starts at the terminating provider and goes upstream one provider at a time "
            "until a non-cooperative provider, the originating provider or the originating customer is "
            "identified."
        ),
    ),
    Clause(
        "A1.10",
        "Article 1(10), Trace Forward",
        Force.SHALL,
        "requests information about the customer the number is associated with",
        summary=(
            "A trace forward follows a call-back number: ask the provider that owns the number for the "
            "customer (name, e-mail, contact and payment information) and repeat until the source or "
            "destination is found."
        ),
    ),
    Clause(
        "A1.11",
        "Article 1(11), Secure Traceback Portal",
        Force.SHALL,
        "An online portal managed by the ITG to facilitate Tracebacks",
        "All of it happens on an online portal.",
    ),
)
