//! The code pages of DOS, which old payroll systems still write: what each byte above ASCII is. Not
//! how they are told from others (`encoding`).

/// Western Europe.
const CP850: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒ\
    áíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐\
    └┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀\
    ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}";

/// Canada in French.
const CP863: &str = "ÇüéâÂà¶çêëèïî‗À§ÉÈÊôËÏûù¤ÔÜ¢£ÙÛƒ\
    ¦´óú¨¸³¯Î⌐¬½¼¾«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐\
    └┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀\
    αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}";

/// The first, of the United States.
const CP437: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒ\
    áíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐\
    └┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀\
    αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}";

/// A code page of DOS.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    Cp850,
    Cp863,
    Cp437,
}

impl Page {
    /// What the bytes from 128 on are.
    pub fn upper(self) -> [char; 128] {
        let table = match self {
            Page::Cp850 => CP850,
            Page::Cp863 => CP863,
            Page::Cp437 => CP437,
        };
        let mut upper = ['\u{fffd}'; 128];
        upper.iter_mut().zip(table.chars()).for_each(|(place, c)| *place = c);
        upper
    }
}

/// Text of bytes whose upper half is this.
pub fn decode(bytes: &[u8], upper: &[char; 128]) -> String {
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 8);
    for byte in bytes {
        text.push(if byte.is_ascii() { char::from(*byte) } else { upper[usize::from(byte & 0x7F)] });
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_table_has_every_byte_and_the_letters_of_french_where_they_stand() {
        for (page, table) in [(Page::Cp850, CP850), (Page::Cp863, CP863), (Page::Cp437, CP437)] {
            assert_eq!(table.chars().count(), 128, "{page:?}");
            let upper = page.upper();
            assert_eq!(decode(b"B\x82rub\x82, Fran\x87ois \xFF", &upper), "Bérubé, François \u{a0}");
        }
        assert_eq!(decode(b"H\x90L\xD4NE", &Page::Cp850.upper()), "HÉLÈNE");
        assert_eq!(decode(b"H\x90L\x91NE", &Page::Cp863.upper()), "HÉLÈNE");
    }
}
