"""Pages about membership."""
