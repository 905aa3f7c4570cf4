//! Starts the staff application in the browser.

fn main() {
    frontend::app::start();
}
