//! What a union can take with it.

use crate::portal::Portal;

#[tokio::test]
async fn the_documents_of_a_union_lead_to_its_receipts_and_to_its_export() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let page = treasurer.get("/documents").await.is(200).shows("412-2025-26-P04-1");
    let receipts = page.links("/declarations/");
    assert!(!receipts.is_empty());
    treasurer.get(&receipts[0]).await.is(200);
    portal.treasurer_of("733").await.get("/documents").await.is(200).hides("412-2025");
}
