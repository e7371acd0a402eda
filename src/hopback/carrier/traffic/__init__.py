"""Traffic analysis: who on this network calls as robocallers do, why we think so, and what to do next (XA.6, XA.7)."""
