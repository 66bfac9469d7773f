//! `luoshi serve --demo` on an empty directory, and again on what it left.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

struct Server {
    child: Child,
    line: String,
}

impl Server {
    fn start(data: &Path) -> Self {
        Self::start_with(data, &[])
    }

    fn start_with(data: &Path, options: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_luoshi"))
            .args(["serve", "--demo", "--listen", "127.0.0.1:0", "--data"])
            .arg(data)
            .args(options)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        Self { child, line }
    }

    fn address(&self) -> &str {
        let after = self.line.split_once("http://").expect("the line says where to look").1;
        after.split_whitespace().next().unwrap()
    }

    fn get(&self, path: &str) -> String {
        let mut connection = TcpStream::connect(self.address()).unwrap();
        write!(
            connection,
            "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n",
            self.address()
        )
        .unwrap();
        let mut answer = String::new();
        connection.read_to_string(&mut answer).unwrap();
        answer
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn the_first_start_says_in_one_line_where_to_look_and_how_to_sign_in() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(data.path());
    let password = std::fs::read_to_string(data.path().join("first-sign-in.txt")).unwrap();
    assert!(server.line.contains(&format!("office / {}", password.trim())), "{}", server.line);
    assert!(server.get("/healthz").starts_with("HTTP/1.1 200"));
    assert!(server.get("/plans/1/document").contains("市委〔2018〕15号"));
}

#[test]
fn the_password_is_for_its_owner_alone_and_lasts() {
    use std::os::unix::fs::PermissionsExt as _;
    let data = tempfile::tempdir().unwrap();
    let first = Server::start(data.path()).line.clone();
    let again = Server::start(data.path()).line.clone();
    let sign_in = |line: &str| line.split_once("sign in").unwrap().1.to_owned();
    assert_eq!(sign_in(&first), sign_in(&again));
    let mode = data.path().join("first-sign-in.txt").metadata().unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn a_backup_taken_while_the_server_runs_starts_a_server_like_it() {
    let (data, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let file = other.path().join("backup.sqlite");
    let run = |command: &str, data: &Path| {
        let mut luoshi = Command::new(env!("CARGO_BIN_EXE_luoshi"));
        luoshi.arg(command).arg(&file).arg("--data").arg(data).output().unwrap()
    };
    let server = Server::start(data.path());
    let taken = run("backup", data.path());
    assert!(taken.status.success(), "{taken:?}");
    let restored = run("restore", &other.path().join("data"));
    assert!(restored.status.success(), "{restored:?}");
    let like_it = Server::start(&other.path().join("data"));
    let body = |answer: String| answer.split_once("\r\n\r\n").unwrap().1.to_owned();
    let page = "/plans/1/document";
    assert_eq!(body(like_it.get(page)), body(server.get(page)));

    let again = run("restore", &other.path().join("data"));
    assert_eq!(again.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&again.stderr).contains("restore into an empty one"));
    let nothing = run("backup", &other.path().join("nothing"));
    assert_eq!(nothing.status.code(), Some(1));
    assert!(!other.path().join("nothing").exists(), "a wrong folder is not made");
}

#[test]
fn a_demonstration_starts_at_any_moment_and_never_goes_back() {
    let data = tempfile::tempdir().unwrap();
    let first = Server::start_with(data.path(), &["--clock", "2018-10-08T09:00"]);
    let page = first.get("/plans/1");
    assert!(page.contains("演示时钟 2018-10-08"), "{page}");
    drop(first);
    let later = Server::start_with(data.path(), &["--clock", "2019-04-10T08:30"]);
    assert!(later.get("/plans/1").contains("演示时钟 2019-04-10"));
    drop(later);

    let serve = |options: &[&str]| {
        let mut luoshi = Command::new(env!("CARGO_BIN_EXE_luoshi"));
        luoshi.args(["serve", "--listen", "127.0.0.1:0", "--data"]).arg(data.path());
        luoshi.args(options).output().unwrap()
    };
    let back = serve(&["--demo", "--clock", "2018-10-08T08:59"]);
    assert_eq!(back.status.code(), Some(1));
    let said = String::from_utf8_lossy(&back.stderr).into_owned();
    assert!(said.contains("cannot go back to 2018-10-08T00:59:00Z: the last entry"), "{said}");
    assert_eq!(
        serve(&["--clock", "2019-10-08T09:00"]).status.code(),
        Some(2),
        "not without --demo"
    );
}
