//! The program `foothold`.

fn main() -> std::process::ExitCode {
    backend::commands::run()
}
