//! The demonstration's resources: five training videos in French, as there were at the start, and a
//! guide in both languages. The addresses lead nowhere.

use uuid::Uuid;

use crate::db::Scoped;
use crate::help::store::{self, NewResource};
use crate::help::{Kind, seconds};

/// Topic, title, kind, language, address, length.
const RESOURCES: [(&str, &str, Kind, &str, &str, &str); 7] = [
    ("", "Visite du portail", Kind::Video, "fr", "https://videos.example/visite", "6:20"),
    ("statement", "Envoyer un relevé", Kind::Video, "fr", "https://videos.example/releve", "4:30"),
    ("declare", "Déclarer une période", Kind::Video, "fr", "https://videos.example/declaration", "7:15"),
    ("pay", "Payer par virement", Kind::Video, "fr", "https://videos.example/paiement", "3:05"),
    ("file", "Tenir à jour Info-syndicat", Kind::Video, "fr", "https://videos.example/info-syndicat", "5:40"),
    ("", "Guide de la trésorerie", Kind::Document, "fr", "https://documents.example/guide.pdf", ""),
    ("", "Treasurer’s guide", Kind::Document, "en", "https://documents.example/guide-en.pdf", ""),
];

pub async fn add(scoped: &mut Scoped) -> anyhow::Result<()> {
    for (place, (topic, title, kind, language, url, length)) in RESOURCES.into_iter().enumerate() {
        let id = Uuid::from_u128(0x0c02_0000_0000_7000_8000_0000_0000_0000 + place as u128);
        let new = NewResource { id, topic, title, kind, language, url, seconds: seconds(length) };
        store::add(scoped, &new).await?;
    }
    Ok(())
}
