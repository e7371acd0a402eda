"""Pages about candidates, their due diligence, sources and campaigns."""
