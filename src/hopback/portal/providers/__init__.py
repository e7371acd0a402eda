"""Voice service providers, their contacts, common control and findings (Article 1, Appendix A(1))."""
