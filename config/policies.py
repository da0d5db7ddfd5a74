"""What browsers may do with our pages, in the words of the headers that tell them."""

from csp.constants import NONCE, NONE, SELF

# What the app uses itself: where a person stands, pictures, the coordinates that are copied.
OURS = ("geolocation", "camera", "clipboard-write")
# Powers that no page of ours wants, whoever gets a script into one.
NOBODYS = (
    "accelerometer", "autoplay", "bluetooth", "browsing-topics", "captured-surface-control", "clipboard-read",
    "compute-pressure", "cross-origin-isolated", "digital-credentials-get", "display-capture", "encrypted-media",
    "fullscreen", "gamepad", "gyroscope", "hid", "identity-credentials-get", "idle-detection", "interest-cohort",
    "keyboard-map", "local-fonts", "local-network-access", "magnetometer", "microphone", "midi",
    "on-device-speech-recognition", "otp-credentials", "payment", "picture-in-picture",
    "private-state-token-issuance", "private-state-token-redemption", "publickey-credentials-create",
    "publickey-credentials-get", "screen-wake-lock", "serial", "speaker-selection", "storage-access", "usb",
    "window-management", "xr-spatial-tracking",
)  # fmt: skip
PERMISSIONS: dict[str, str | list[str]] = {**dict.fromkeys(OURS, "self"), **{name: [] for name in NOBODYS}}

# For what is no page: a picture or a script opened by itself runs nothing.
CONTENT_OF_FILES = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"
ON_EVERY_ANSWER = {
    "Content-Security-Policy": CONTENT_OF_FILES,
    "Permissions-Policy": ", ".join(f"{name}=()" for name in ("camera", "geolocation", "microphone")),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def origin(url: str) -> str:
    """Scheme and host of a tile address, as a CSP source ("" for none)."""
    return "/".join(url.split("/")[:3]).replace("{s}", "*") if url else ""


def content_of_pages(base_map_url: str, *, https: bool) -> dict[str, object]:
    """Nothing inline, nobody else: only the tiles of the base map come from elsewhere."""
    return {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "font-src": [SELF],
        "img-src": [source for source in (SELF, "data:", "blob:", origin(base_map_url)) if source],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "upgrade-insecure-requests": https,
    }
