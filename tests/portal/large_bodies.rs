//! Bodies far over the largest file, sent for real over a socket: refused while they come, in the
//! memory of a small one, and while others go on working.

use std::net::SocketAddr;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};

use crate::browser::{HOST, ORIGIN};
use crate::portal::{MAX_UPLOAD, P05, Portal, Treasurer, new_key};

/// What each sender means to send.
const WHOLE: usize = 500 << 20;
const CHUNK: usize = 64 << 10;
/// What a socket's two ends may hold of what nobody has read, besides the largest file.
const ON_THE_WAY: usize = 16 << 20;
const BOUNDARY: &str = "quittance-test-boundary";

/// The portal behind a socket.
async fn served(portal: &Portal) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let service = portal.service().into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, service).await });
    address
}

/// A file on its way.
struct Sending {
    reading: OwnedReadHalf,
    writing: OwnedWriteHalf,
    is_chunked: bool,
    taken: usize,
}

impl Sending {
    /// Begins a form with a file, its length told or not.
    async fn begin(to: SocketAddr, treasurer: &Treasurer, employer: &str, is_chunked: bool) -> Sending {
        let (reading, mut writing) = TcpStream::connect(to).await.unwrap().into_split();
        let cookie = treasurer.cookie("quittance").unwrap();
        let length = match is_chunked {
            true => "Transfer-Encoding: chunked".to_owned(),
            false => format!("Content-Length: {WHOLE}"),
        };
        let head = format!(
            "POST {P05}/releves HTTP/1.1\r\nHost: {HOST}\r\nOrigin: {ORIGIN}\r\nSec-Fetch-Site: same-origin\r\n\
             Cookie: quittance={cookie}\r\n{length}\r\nContent-Type: multipart/form-data; boundary={BOUNDARY}\r\n\r\n"
        );
        writing.write_all(head.as_bytes()).await.unwrap();
        let mut sending = Sending { reading, writing, is_chunked, taken: 0 };
        let key = new_key();
        for (name, value) in [("key", key.as_str()), ("employer", employer)] {
            let field =
                format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            assert!(sending.send(field.as_bytes()).await);
        }
        let file = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"gros.csv\"\r\n\r\nMatricule;Nom\n"
        );
        assert!(sending.send(file.as_bytes()).await);
        sending
    }

    /// Whether the bytes were taken.
    async fn send(&mut self, bytes: &[u8]) -> bool {
        let (before, after) = match self.is_chunked {
            true => (format!("{:x}\r\n", bytes.len()), "\r\n"),
            false => (String::new(), ""),
        };
        let taken =
            self.writing.write_all(&[before.as_bytes(), bytes, after.as_bytes()].concat()).await.is_ok();
        self.taken += if taken { bytes.len() } else { 0 };
        taken
    }

    /// Goes on until all is sent, or nobody takes it any more. What was answered, when it came
    /// through: who closes on a sender may cut off their own answer.
    async fn pour(mut self) -> (usize, String) {
        let chunk = b"1;Roy, Marc;2471;TC;33,42\n".repeat(CHUNK / 26);
        let mut answer = vec![0; 4096];
        loop {
            tokio::select! {
                biased;
                read = self.reading.read(&mut answer) => {
                    let read = read.unwrap_or(0);
                    return (self.taken, String::from_utf8_lossy(&answer[..read]).into_owned());
                }
                ready = self.writing.writable() => ready.unwrap(),
            }
            if self.taken >= WHOLE || !self.send(&chunk).await {
                let read = self.reading.read(&mut answer).await.unwrap_or(0);
                return (self.taken, String::from_utf8_lossy(&answer[..read]).into_owned());
            }
        }
    }
}

/// Bytes of memory of this process: now, and at most since it was last asked to forget.
fn resident(which: &str) -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with(which)).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<usize>().unwrap() << 10
}

fn forget_the_peak() {
    // See proc(5): 5 sets the peak back to what is held now.
    std::fs::write("/proc/self/clear_refs", "5").unwrap();
}

#[tokio::test]
async fn a_body_of_500_megabytes_is_refused_while_it_comes_in_the_memory_of_a_small_one() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let employer = portal.db_employers("412").await[0].to_string();
    let address = served(&portal).await;
    forget_the_peak();
    let before = resident("VmRSS");
    for is_chunked in [true, false] {
        let (taken, answer) = Sending::begin(address, &treasurer, &employer, is_chunked).await.pour().await;
        assert!(taken <= MAX_UPLOAD + ON_THE_WAY, "{taken} bytes were taken");
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 413"), "{answer}");
    }
    let grown = resident("VmHWM").saturating_sub(before);
    assert!(grown < 48 << 20, "{} MiB more", grown >> 20);
    assert_eq!(portal.db_count("select count(*) from statement_uploads").await, 0);
}

#[tokio::test]
async fn others_have_their_pages_while_files_come_slowly() {
    const SENDERS: usize = 24;
    const PAGES: usize = 40;
    let portal = Portal::demo().await;
    let (treasurer, other) = (portal.treasurer().await, portal.treasurer_of("518").await);
    let employer = portal.db_employers("412").await[0].to_string();
    let address = served(&portal).await;
    let mut sendings = Vec::new();
    for sender in 0..SENDERS {
        let mut sending = Sending::begin(address, &treasurer, &employer, sender % 2 == 0).await;
        assert!(sending.send(&[b'x'; CHUNK]).await);
        sendings.push(sending);
    }
    for _ in 0..PAGES {
        other.get(P05).await.is(200);
    }
    // Every one of them is still on its way: nobody waited for it to end.
    for sending in &sendings {
        let nothing_yet = sending.reading.try_read(&mut [0; 1]).unwrap_err();
        assert_eq!(nothing_yet.kind(), std::io::ErrorKind::WouldBlock);
    }
    for sending in sendings {
        let (taken, answer) = sending.pour().await;
        assert!(taken <= MAX_UPLOAD + ON_THE_WAY, "{taken} bytes were taken");
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 413"), "{answer}");
    }
}
