//! A mail server of one test, on this machine: it takes mail, refuses it or hangs up.

use std::sync::{Arc, Mutex};

use quittance::notices::worker::Postman;
use quittance::outbox::Outbox;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

use crate::browser::ORIGIN;
use crate::portal::Portal;

/// What the server does with who connects.
#[derive(Clone, Copy, PartialEq)]
pub enum Manner {
    Takes,
    HangsUp,
    /// Answers this to the recipient, repeating the address as servers do.
    Refuses(u16),
}

/// A mail server of this test.
pub struct Server {
    url: String,
    manner: Arc<Mutex<Manner>>,
    /// Whole messages, as they came.
    taken: Arc<Mutex<Vec<String>>>,
}

impl Server {
    pub async fn start(manner: Manner) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("smtp://{}", listener.local_addr().unwrap());
        let (manner, taken) = (Arc::new(Mutex::new(manner)), Arc::<Mutex<Vec<String>>>::default());
        let server = Server { url, manner: manner.clone(), taken: taken.clone() };
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let manner = *manner.lock().unwrap();
                if manner != Manner::HangsUp {
                    tokio::spawn(converse(stream, manner, taken.clone()));
                }
            }
        });
        server
    }

    pub fn postman(&self, portal: &Portal) -> Postman {
        let from = "Quittance <portail@exemple.example>";
        let outbox = Outbox::smtp(&self.url.parse().unwrap(), from, "portail.example").unwrap();
        Postman::new(portal.db.clone(), outbox, ORIGIN.to_owned())
    }

    pub fn messages(&self) -> Vec<String> {
        self.taken.lock().unwrap().clone()
    }

    pub fn behave(&self, manner: Manner) {
        *self.manner.lock().unwrap() = manner;
    }
}

async fn converse(stream: TcpStream, manner: Manner, taken: Arc<Mutex<Vec<String>>>) {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    write.write_all(b"220 essai ESMTP\r\n").await.unwrap();
    while let Ok(Some(line)) = lines.next_line().await {
        let verb = line.split([' ', ':']).next().unwrap_or_default().to_uppercase();
        let answer = match (verb.as_str(), manner) {
            ("RCPT", Manner::Refuses(code)) => format!("{code} no {line}\r\n"),
            ("DATA", _) => {
                write.write_all(b"354 go on\r\n").await.unwrap();
                let mut message = String::new();
                while let Ok(Some(line)) = lines.next_line().await {
                    if line == "." {
                        break;
                    }
                    message.push_str(&line);
                    message.push('\n');
                }
                taken.lock().unwrap().push(message);
                "250 taken\r\n".to_owned()
            }
            ("QUIT", _) => "221 bye\r\n".to_owned(),
            _ => "250 ok\r\n".to_owned(),
        };
        if write.write_all(answer.as_bytes()).await.is_err() {
            return;
        }
    }
}
