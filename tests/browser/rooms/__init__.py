"""The pages of each room: `PAGES`, that are looked at; `NO_PAGE`, routes that are no page, and why."""
