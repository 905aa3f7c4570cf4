//! What stands around the features: health, the document and its page, files, what is not there.

use crate::support::application::TestApplication;
use actix_web::http::Method;
use serde_json::{Value, json};

on_both_databases! {
    async fn the_server_says_how_it_is(database: Database) {
        let app = TestApplication::on(database).await;
        let nobody = app.as_nobody();
        assert_eq!(nobody.get("/health/live").await.expect(200)["status"], "live");
        assert_eq!(nobody.get("/health/ready").await.expect(200)["status"], "ready");
        let figures = nobody.get("/metrics").await.expect(200);
        assert!(figures.header("content-type").starts_with("text/plain; version=0.0.4"));
        assert!(figures.text.contains("foothold_requests_total{status=\"2xx\"}"), "{}", figures.text);
    }

    async fn the_document_is_served_and_its_page_runs_no_inline_script(database: Database) {
        let app = TestApplication::on(database).await;
        let nobody = app.as_nobody();
        let document = nobody.get("/api/v1/openapi.json").await.expect(200);
        assert_eq!(document["info"]["title"], "Foothold");
        let partner = nobody.get("/api/v1/partner.json").await.expect(200);
        assert!(partner["paths"]["/api/v1/referrals"]["post"].is_object());
        assert!(partner["paths"]["/api/v1/organisations"].is_null());
        assert_eq!(nobody.get("/docs").await.expect(307).header("location"), "/docs/");
        let page = nobody.get("/docs/").await.expect(200);
        let policy = page.header("content-security-policy");
        assert!(policy.contains("default-src 'self'") && !policy.contains("script-src"), "{policy}");
        for script in page.text.split("<script").skip(1) {
            let (attributes, rest) = script.split_once('>').expect("a tag");
            assert!(attributes.contains("src=") && rest.trim_start().starts_with("</script>"), "{script}");
            let source = attributes.split("src=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a source");
            let path = format!("/docs/{}", source.trim_start_matches("./"));
            let file = nobody.get(&path).await.expect(200);
            assert!(file.header("content-type").contains("javascript"), "{path}");
        }
    }

    async fn what_is_not_there_is_a_problem_to_machines_and_a_page_to_people(database: Database) {
        let app = TestApplication::on(database).await;
        let nobody = app.as_nobody();
        let machine = nobody.get("/nothing/here").await.expect(404);
        assert_eq!((machine.code(), machine.header("content-type")), ("not_found", "application/problem+json"));
        let html = nobody.clone().with_header("Accept", "text/html");
        let person = html.get("/my-nothing").await.expect(404);
        assert!(person.header("content-type").starts_with("text/html") && person.text.contains("We cannot find that page</h1>"), "{}", person.text);
        assert_eq!(html.get("/nothing/here").await.expect(404).code(), "not_found");
        let method = nobody.request(Method::DELETE, "/vacancies").send().await.expect(405);
        assert_eq!(method.header("allow"), "GET, POST");
    }

    async fn every_answer_has_the_security_headers_and_an_id(database: Database) {
        let app = TestApplication::on(database).await;
        for path in ["/health/live", "/me", "/nothing", "/sign-in", "/auth/sign-in"] {
            let reply = app.as_nobody().get(path).await;
            for header in ["content-security-policy", "x-content-type-options", "x-frame-options", "referrer-policy", "x-request-id"] {
                assert!(!reply.header(header).is_empty(), "{path}: {header}");
            }
            assert_eq!(reply.header("cache-control"), "no-store", "{path}");
        }
    }

    async fn reference_data_has_codes_and_labels(database: Database) {
        let app = TestApplication::on(database).await;
        let states = app.as_nobody().get("/reference-data/states").await.expect(200);
        let first = states["data"][0].clone();
        assert_eq!(first["code"], "referred");
        assert!(first["label"].is_string() && states["next_cursor"].is_null());
        app.as_nobody().get("/reference-data/passwords").await.expect(404);
    }

    async fn the_date_of_a_demo_is_moved_a_day_at_a_time(database: Database) {
        let app = TestApplication::on(database).await;
        let moved = app.as_nobody().post("/demo/clock", &json!({ "days": 3 })).await.expect(200);
        assert_eq!(moved["today"], "2027-03-04");
        app.as_nobody().post("/demo/clock", &json!({ "days": 100_000 })).await.expect(400);
    }

    async fn files_are_kept_for_ever_under_the_name_of_what_is_in_them(database: Database) {
        let app = TestApplication::on(database).await;
        let nobody = app.as_nobody();
        nobody.get("/assets/manifest.json").await.expect(404);
        nobody.get("/assets/..%2F..%2FCargo.toml").await.expect(404);
        let built = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/site/manifest.json");
        // Without the browser's files (`cargo demo` builds them) there is nothing more to ask for.
        let Ok(manifest) = std::fs::read_to_string(built) else { return };
        let manifest: Value = serde_json::from_str(&manifest).expect("a manifest");
        let hashed = manifest["candidate.css"].as_str().expect("a stylesheet");
        let path = format!("/assets/{hashed}");
        let plain = nobody.get(&path).await.expect(200);
        assert_eq!(plain.header("content-type"), "text/css; charset=utf-8");
        assert_eq!(plain.header("cache-control"), "public, max-age=31536000, immutable");
        let small = nobody.clone().with_header("Accept-Encoding", "gzip, br").get(&path).await.expect(200);
        assert_eq!((small.header("content-encoding"), small.header("vary")), ("br", "Accept-Encoding"));
        nobody.get("/assets/candidate.css").await.expect(404);
    }
}

/// A demo's address exists only where the clock can be moved: nowhere that is real.
#[actix_web::test]
async fn the_machines_clock_has_no_address() {
    let fresh = crate::support::database::FreshDatabase::sqlite().await;
    let app = TestApplication::on_the_machines_clock(fresh.database()).await;
    app.as_nobody()
        .post("/demo/clock", &json!({ "days": 1 }))
        .await
        .expect(404);
}
