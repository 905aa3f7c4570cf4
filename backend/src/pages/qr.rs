//! QR codes, drawn here: no picture is fetched from anywhere.

use frontend::factors::QrCode;
use qrcodegen::{QrCode as Drawn, QrCodeEcc};
use std::fmt::Write as _;

/// The code of a text; empty if the text is longer than any code holds.
pub(super) fn draw(text: &str) -> QrCode {
    let Ok(drawn) = Drawn::encode_text(text, QrCodeEcc::Medium) else {
        return QrCode::default();
    };
    let side = drawn.size();
    let mut path = String::new();
    for y in 0..side {
        for x in 0..side {
            if drawn.get_module(x, y) {
                let _infallible = write!(path, "M{x} {y}h1v1h-1z");
            }
        }
    }
    QrCode {
        side: u16::try_from(side).unwrap_or_default(),
        path,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_three_corners() {
        let code = draw("otpauth://totp/Foothold:cora@riverside.example?secret=GEZDGNBVGY3TQOJQ");
        assert!(code.side >= 21, "{}", code.side);
        let far = code.side - 1;
        for (x, y) in [(0, 0), (far, 0), (0, far)] {
            assert!(code.path.contains(&format!("M{x} {y}h")), "{x} {y}");
        }
        assert!(
            !code
                .path
                .contains(&format!("M{far} {far}h1v1h-1zM{far} {far}"))
        );
        assert_eq!(draw(&"x".repeat(5_000)), QrCode::default());
    }
}
