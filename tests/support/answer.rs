//! What the portal answered, as a person reads it.

use axum::http::{HeaderMap, StatusCode, header};

/// A whole answer.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl Answer {
    /// The body as it came.
    pub fn html(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// The body's words: no tags, entities read, white space single (a no-break space stays).
    pub fn words(&self) -> String {
        let mut text = String::new();
        let html = self.html();
        let mut rest = html.as_str();
        while let Some(start) = rest.find('<') {
            text.push_str(&rest[..start]);
            text.push(' ');
            let end = rest[start..].find('>').map_or(rest.len(), |end| start + end + 1);
            rest = &rest[end..];
        }
        text.push_str(rest);
        plain(&text)
            .split([' ', '\n', '\t', '\r'])
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    }

    pub fn says(&self, words: &str) -> bool {
        self.words().contains(words)
    }

    /// Where a redirection leads; empty when it is none.
    pub fn location(&self) -> &str {
        self.header(header::LOCATION.as_str())
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// Fails the test, showing the page, unless the answer has this status.
    #[track_caller]
    pub fn is(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "{} {}", self.location(), self.words());
        self
    }

    /// Fails the test, showing the page, unless it says this.
    #[track_caller]
    pub fn shows(self, words: &str) -> Self {
        assert!(self.says(words), "{words:?} is not in: {}", self.words());
        self
    }

    /// Fails the test when the page says this.
    #[track_caller]
    pub fn hides(self, words: &str) -> Self {
        assert!(!self.says(words), "{words:?} is in: {}", self.words());
        self
    }

    /// A redirection after an act: 303 to an address that starts so. Gives the address.
    #[track_caller]
    pub fn leads_to(self, start: &str) -> String {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{}", self.words());
        assert!(self.location().starts_with(start), "leads to {}, not {start}", self.location());
        self.location().to_owned()
    }

    /// The value of the first field of that name.
    #[track_caller]
    pub fn field(&self, name: &str) -> String {
        let html = self.html();
        let named = format!(" name=\"{name}\"");
        let tag = html.split('<').find(|tag| tag.starts_with("input") && tag.contains(&named));
        let tag = tag.unwrap_or_else(|| panic!("no field {name} in: {}", self.words()));
        let value = tag.split_once(" value=\"").and_then(|(_, after)| after.split('"').next());
        plain(value.unwrap_or_default())
    }

    /// What the page's forms would send as they stand: inputs, text areas and selects, without files,
    /// buttons or boxes left unticked.
    pub fn fields(&self) -> Vec<(String, String)> {
        let html = self.html();
        let mut fields = Vec::new();
        let mut select: Option<(String, Option<String>)> = None;
        for tag in html.split('<').skip(1) {
            let attribute = |name: &str| {
                let found = tag.split('>').next()?.split_once(&format!(" {name}=\""))?.1;
                Some(plain(found.split('"').next()?))
            };
            let content = || plain(tag.split_once('>').map_or("", |(_, text)| text));
            let kind = attribute("type").unwrap_or_default();
            if tag.starts_with("input") && !["file", "submit"].contains(&kind.as_str()) {
                let ticked = !["checkbox", "radio"].contains(&kind.as_str()) || tag.contains(" checked");
                fields.extend(
                    attribute("name").filter(|_| ticked).map(|n| (n, attribute("value").unwrap_or_default())),
                );
            } else if tag.starts_with("textarea") {
                fields.extend(attribute("name").map(|name| (name, content())));
            } else if tag.starts_with("select") {
                select = attribute("name").map(|name| (name, None));
            } else if let Some((_, chosen)) = select.as_mut().filter(|_| tag.starts_with("option")) {
                if chosen.is_none() || tag.contains(" selected") {
                    *chosen = attribute("value");
                }
            } else if tag.starts_with("/select") {
                fields.extend(select.take().map(|(name, chosen)| (name, chosen.unwrap_or_default())));
            }
        }
        fields
    }

    /// Every address on the page that starts so.
    pub fn links(&self, start: &str) -> Vec<String> {
        let html = self.html();
        let mut found: Vec<String> = html
            .split("href=\"")
            .skip(1)
            .filter_map(|after| after.split('"').next())
            .map(plain)
            .filter(|href| href.starts_with(start))
            .collect();
        found.dedup();
        found
    }
}

fn plain(html: &str) -> String {
    let entities = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&#60;", "<"),
        ("&#62;", ">"),
    ];
    let text = entities.iter().fold(html.to_owned(), |text, (entity, sign)| text.replace(entity, sign));
    text.replace("&#38;", "&").replace("&amp;", "&")
}
