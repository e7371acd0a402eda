"""What a call shows of itself: its signature, its words. Pure reading, for the portal and the provider alike."""
