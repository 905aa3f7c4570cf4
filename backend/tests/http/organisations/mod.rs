//! Partners over HTTP.

use crate::support::application::TestApplication;
use serde_json::json;

on_both_databases! {
    async fn an_administrator_makes_a_partner_and_staff_see_it(database: Database) {
        let app = TestApplication::on(database).await;
        let body = json!({ "kind": "jobcentre", "name": "Łódź Road Jobcentre" });
        let made = app.as_administrator().await.post("/organisations", &body).await.expect(201);
        assert_eq!(made["name"], "Łódź Road Jobcentre");
        assert_eq!(made.version(), 1);
        let found = app.as_coordinator().await.get(made.header("location")).await.expect(200);
        assert_eq!(found.json, made.json);

        let again = app.as_administrator().await.post("/organisations", &body).await.expect(409);
        assert_eq!(again.code(), "conflict");
        app.as_coordinator().await.post("/organisations", &body).await.expect(403);
    }

    async fn a_list_is_read_page_by_page(database: Database) {
        let app = TestApplication::on(database).await;
        let staff = app.as_coordinator().await;
        let mut names = Vec::new();
        let mut address = "/organisations?limit=2".to_owned();
        loop {
            let page = staff.get(&address).await.expect(200);
            let data = page["data"].as_array().expect("a page").clone();
            names.extend(data.iter().map(|one| one["name"].as_str().expect("a name").to_owned()));
            let Some(cursor) = page["next_cursor"].as_str() else { break };
            assert!(page.header("link").contains("rel=\"next\""));
            address = format!("/organisations?limit=2&cursor={cursor}");
        }
        assert_eq!(names, ["Other riverside Jobcentre", "riverside College", "riverside Jobcentre"]);
        let colleges = staff.get("/organisations?kind=college").await.expect(200);
        assert_eq!(colleges["data"].as_array().map(Vec::len), Some(1));
        staff.get("/organisations?cursor=forged").await.expect(400);
    }

    async fn a_partner_sees_itself_and_nobody_else(database: Database) {
        let app = TestApplication::on(database).await;
        let jobcentre = app.as_jobcentre().await;
        jobcentre.get(&format!("/organisations/{}", app.trust.jobcentre.id)).await.expect(200);
        let other = jobcentre.get(&format!("/organisations/{}", app.trust.other_jobcentre.id)).await.expect(404);
        let foreign = jobcentre.get(&format!("/organisations/{}", app.neighbour.jobcentre.id)).await.expect(404);
        let absent = jobcentre.get(&format!("/organisations/{}", uuid::Uuid::now_v7())).await.expect(404);
        assert_eq!(crate::access::without_request_id(&other), crate::access::without_request_id(&absent));
        assert_eq!(crate::access::without_request_id(&foreign), crate::access::without_request_id(&absent));
    }
}
