"""Every door of the portal, room by room: `ROWS`, who may come in; `FORMS` and `MESSAGES`, what is sent to it."""
