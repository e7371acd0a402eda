"""The icons: sixteen units square, drawn with the pen of the text around them."""

ICONS = {
    "clock": '<circle cx="8" cy="8" r="6.3"/><path d="M8 4.3V8l2.6 1.6"/>',
    "mail": '<rect x="1.5" y="3" width="13" height="10" rx="1.5"/><path d="M2 4l6 5 6-5"/>',
    "code": '<path d="M5 4L1.5 8 5 12M11 4l3.5 4L11 12M9.2 3l-2.4 10"/>',
    "check": '<path d="M3 8.5l3.4 3.4L13 4.5"/>',
    "cross": '<path d="M4 4l8 8M12 4l-8 8"/>',
    "search": '<circle cx="7" cy="7" r="4.5"/><path d="M10.5 10.5L14 14"/>',
    "person": '<circle cx="8" cy="5" r="3"/><path d="M2.2 14c.6-3 2.9-4.3 5.8-4.3s5.2 1.3 5.8 4.3"/>',
    "info": '<circle cx="8" cy="8" r="6.3"/><path d="M8 7.4V11M8 5v.1"/>',
    "warning": '<path d="M8 2.2L14.6 13.6H1.4z"/><path d="M8 6.6v3.2M8 11.7v.1"/>',
    "eye": (
        '<path d="M1.3 8S3.7 3.5 8 3.5 14.7 8 14.7 8 12.3 12.5 8 12.5 1.3 8 1.3 8z"/><circle cx="8" cy="8" r="2"/>'
    ),
    "chain": ('<path d="M6.6 9.4l2.8-2.8M5 7L3.6 8.4a2.8 2.8 0 004 4L9 11M11 9l1.4-1.4a2.8 2.8 0 00-4-4L7 5"/>'),
    "lock": '<rect x="3" y="7" width="10" height="7" rx="1.5"/><path d="M5 7V5a3 3 0 016 0v2"/>',
    "key": '<circle cx="5" cy="8" r="3"/><path d="M8 8h6.5M12 8v3M14.5 8v2"/>',
    "page": '<path d="M4 1.8h5.2L12.5 5v9.2H4z"/><path d="M9 2v3.2h3.3"/>',
    "phone": (
        '<path d="M3.2 2.2l2.6-.5 1.4 3.2-1.6 1.4a8.4 8.4 0 004.1 4.1l1.4-1.6 3.2 1.4-.5 2.6c-.1.5-.5.8-1 .8'
        'C6.9 13.2 2.6 8.9 2.4 3.2c0-.5.3-.9.8-1z"/>'
    ),
    "menu": '<path d="M2 4h12M2 8h12M2 12h12"/>',
    "plus": '<path d="M8 3v10M3 8h10"/>',
    "down": '<path d="M4 6l4 4 4-4"/>',
    "left": '<path d="M10 3L5 8l5 5"/>',
    "right": '<path d="M6 3l5 5-5 5"/>',
    "download": '<path d="M8 2v8M4.8 7L8 10.2 11.2 7M2.5 13.5h11"/>',
    "upload": '<path d="M8 10V2M4.8 5L8 1.8 11.2 5M2.5 13.5h11"/>',
    "list": '<path d="M6 4h8M6 8h8M6 12h8M2.5 4h.1M2.5 8h.1M2.5 12h.1"/>',
    "flag": '<path d="M3.5 14.5v-12M3.5 3h9l-2 3 2 3h-9"/>',
    "back": '<path d="M6 3L2.5 6.5 6 10M2.5 6.5H10a3.5 3.5 0 010 7H7"/>',
    "shield": '<path d="M8 1.5l5.5 2v4c0 3.5-2.3 5.8-5.5 7-3.2-1.2-5.5-3.5-5.5-7v-4z"/>',
    "none": '<circle cx="8" cy="8" r="6.3"/><path d="M3.7 12.3l8.6-8.6"/>',
    "pause": '<path d="M5.5 3v10M10.5 3v10"/>',
}
