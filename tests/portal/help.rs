//! Pages that anybody may read.

use crate::portal::Portal;

#[tokio::test]
async fn help_privacy_and_accessibility_are_read_signed_out_and_in_both_languages() {
    let portal = Portal::demo().await;
    let visitor = portal.visitor();
    for path in ["/aide", "/renseignements-personnels", "/accessibilite"] {
        visitor.set_cookie("langue", "fr");
        let french = visitor.get(path).await.is(200);
        visitor.set_cookie("langue", "en");
        let english = visitor.get(path).await.is(200);
        assert!(french.html().contains("lang=\"fr-CA\"") && english.html().contains("lang=\"en-CA\""));
        assert_ne!(french.words(), english.words(), "{path}");
    }
}
