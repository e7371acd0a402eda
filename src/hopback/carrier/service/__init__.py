"""What every program of a provider that runs on needs: an orderly end, and a page about it on this machine."""
