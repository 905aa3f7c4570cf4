//! How requests are read, refused and answered, whatever they are about.

use actix_web::{
    App, body::MessageBody, dev::ServiceResponse, get, http::header, middleware::from_fn, post,
    test, web,
};
use backend::platform::http::{
    Answer, Created, Found, IfMatch, Json, Limit, Listed, NoContent, PathOf, Problem, Query,
    Routes, attach_request_id, configure, cursor, document, not_found, security,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa_actix_web::AppExt as _;
use uuid::Uuid;

#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct Thing {
    name: String,
    part: Option<Part>,
}

#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct Part {
    size: u8,
}

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ThingList {
    #[param(value_type = Option<u16>)]
    limit: Option<Limit>,
    cursor: Option<String>,
}

/// One thing.
#[utoipa::path]
#[get("/things/{thing_id}")]
async fn read_thing(PathOf(id): PathOf<Uuid>) -> Answer<Found<Thing>> {
    if id.is_nil() {
        return Err(Problem::not_found());
    }
    Ok(Found::new(Thing {
        name: id.to_string(),
        part: None,
    })
    .version(3))
}

/// A new thing.
#[utoipa::path]
#[post("/things")]
async fn create_thing(Json(thing): Json<Thing>) -> Answer<Created<Thing>> {
    if thing.name == "secret" {
        return Err(Problem::internal("SELECT * FROM secrets"));
    }
    Ok(Created::new("/api/things/1", thing).version(1))
}

/// A thing, changed.
#[utoipa::path]
#[post("/things/{thing_id}/changes")]
async fn change_thing(PathOf(_id): PathOf<Uuid>, read: IfMatch) -> Answer<NoContent> {
    read.check(3)?;
    Ok(NoContent)
}

/// All things.
#[utoipa::path(params(ThingList))]
#[get("/things")]
async fn list_things(Query(query): Query<ThingList>) -> Answer<Listed<Part>> {
    let after: u8 = query
        .cursor
        .map_or(Ok(0), |text| cursor::decode("things", &text))?;
    let limit = query.limit.unwrap_or_default();
    let rows: Vec<u8> = (after + 1..=120).take(limit.count() + 1).collect();
    Ok(Listed::from_rows(
        rows,
        limit,
        |last| cursor::encode("things", last),
        |size| Part { size },
    ))
}

fn the_document() -> utoipa::openapi::OpenApi {
    let (_, document) = App::new()
        .into_utoipa_app()
        .service(scope())
        .split_for_parts();
    document::complete(document)
}

fn scope() -> utoipa_actix_web::scope::Scope<
    impl actix_web::dev::ServiceFactory<
        actix_web::dev::ServiceRequest,
        Config = (),
        Response = ServiceResponse,
        Error = actix_web::Error,
        InitError = (),
    >,
> {
    utoipa_actix_web::scope("/api")
        .service(read_thing)
        .service(create_thing)
        .service(change_thing)
        .service(list_things)
}

/// Sends one request to an application of these routes.
async fn send(request: test::TestRequest) -> Answered {
    send_behind(security::BehindTls(false), request).await
}

async fn send_behind(behind: security::BehindTls, request: test::TestRequest) -> Answered {
    let app = test::init_service(
        App::new()
            .configure(configure)
            .app_data(web::Data::new(behind))
            .app_data(web::Data::new(Routes::of(&the_document())))
            .into_utoipa_app()
            .service(scope())
            .into_app()
            .default_service(web::to(not_found))
            .wrap(from_fn(security::refuse_cross_site))
            .wrap(from_fn(security::headers))
            .wrap(from_fn(attach_request_id)),
    )
    .await;
    Answered::read(test::call_service(&app, request.to_request()).await).await
}

struct Answered {
    status: u16,
    headers: header::HeaderMap,
    body: Value,
}

impl Answered {
    async fn read(response: ServiceResponse<impl MessageBody>) -> Self {
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        let body = test::read_body(response).await;
        let body = serde_json::from_slice(&body).unwrap_or(Value::Null);
        if status >= 400 {
            assert_eq!(
                headers.get("content-type").expect("a type"),
                "application/problem+json"
            );
            assert_eq!(body["status"], status);
        }
        Self {
            status,
            headers,
            body,
        }
    }

    fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().expect("text"))
    }

    fn refused_with(&self) -> (u16, &str) {
        (self.status, self.body["code"].as_str().unwrap_or_default())
    }
}

fn get_at(address: &str) -> test::TestRequest {
    test::TestRequest::get().uri(address)
}

fn post_to(address: &str, body: impl Into<Vec<u8>>) -> test::TestRequest {
    let body: Vec<u8> = body.into();
    test::TestRequest::post()
        .uri(address)
        .insert_header(("content-type", "application/json"))
        .set_payload(body)
}

#[actix_web::test]
async fn what_is_found_has_its_version() {
    let address = format!("/api/things/{}", Uuid::from_u128(1));
    let answered = send(get_at(&address)).await;
    assert_eq!((answered.status, answered.header("etag")), (200, "\"v3\""));
    assert!(
        answered.body["part"].is_null(),
        "null is present, not left out"
    );
    let again = send(get_at(&address).insert_header(("if-none-match", "\"v3\""))).await;
    assert_eq!(again.status, 304);
}

#[actix_web::test]
async fn what_is_made_has_its_place() {
    let answered = send(post_to(
        "/api/things",
        r#"{"name":"Zażółć","part":{"size":1}}"#,
    ))
    .await;
    assert_eq!(
        (answered.status, answered.header("location")),
        (201, "/api/things/1")
    );
    assert_eq!(answered.body["name"], "Zażółć");
}

#[actix_web::test]
async fn what_is_not_there_or_no_id_is_one_answer() {
    let nil = send(get_at(&format!("/api/things/{}", Uuid::nil()))).await;
    for address in [
        "/api/things/nonsense",
        "/api/things/%00",
        "/api/nowhere",
        "/api/things/1%20OR%201",
    ] {
        let mut answered = send(get_at(address)).await;
        answered.body["request_id"] = nil.body["request_id"].clone();
        assert_eq!(answered.refused_with(), (404, "not_found"), "{address}");
        assert_eq!(answered.body, nil.body);
    }
    let wrong_method = send(test::TestRequest::delete().uri("/api/things")).await;
    assert_eq!(wrong_method.refused_with(), (405, "method_not_allowed"));
    assert_eq!(wrong_method.header("allow"), "GET, POST");
}

#[actix_web::test]
async fn bodies_that_cannot_be_read_are_refused() {
    for (body, expected) in [
        ("", (400, "unreadable")),
        ("{\"name\":", (400, "unreadable")),
        ("[]", (422, "invalid")),
        (
            "{\"name\":\"a\",\"name\":\"b\",\"part\":null}",
            (422, "invalid"),
        ),
        ("{\"name\":\"a\",\"other\":1}", (422, "invalid")),
        ("{\"name\":\"\\u0000\",\"part\":null}", (422, "invalid")),
    ] {
        assert_eq!(
            send(post_to("/api/things", body)).await.refused_with(),
            expected,
            "{body}"
        );
    }
    let pointed = send(post_to(
        "/api/things",
        r#"{"name":"a","part":{"size":256}}"#,
    ))
    .await;
    assert_eq!(pointed.body["errors"][0]["pointer"], "/part/size");
    let large = format!("{{\"name\":\"{}\"}}", "a".repeat(300_000));
    assert_eq!(
        send(post_to("/api/things", large)).await.refused_with(),
        (413, "too_large")
    );
    let text = post_to("/api/things", "{}").insert_header(("content-type", "text/plain"));
    assert_eq!(
        send(text).await.refused_with(),
        (415, "unsupported_media_type")
    );
    let packed = post_to("/api/things", "{}").insert_header(("content-encoding", "br"));
    assert_eq!(
        send(packed).await.refused_with(),
        (415, "unsupported_media_type")
    );
}

#[actix_web::test]
async fn a_mistake_of_ours_shows_nothing_of_the_inside() {
    let answered = send(post_to("/api/things", r#"{"name":"secret","part":null}"#)).await;
    assert_eq!(answered.refused_with(), (500, "internal"));
    assert!(!answered.body.to_string().contains("SELECT"));
}

#[actix_web::test]
async fn a_change_says_which_version_it_read() {
    let address = format!("/api/things/{}/changes", Uuid::from_u128(1));
    let with = |tag: &'static str| post_to(&address, "").insert_header(("if-match", tag));
    assert_eq!(
        send(post_to(&address, "")).await.refused_with(),
        (428, "precondition_missing")
    );
    assert_eq!(send(with("\"v2\"")).await.refused_with(), (412, "stale"));
    assert_eq!(send(with("*")).await.refused_with(), (412, "stale"));
    assert_eq!(send(with("\"v3\"")).await.status, 204);
}

#[actix_web::test]
async fn a_list_is_read_to_its_end_by_its_links() {
    let mut address = "/api/things?limit=50".to_owned();
    let mut sizes = Vec::new();
    loop {
        let page = send(get_at(&address)).await;
        assert_eq!(page.status, 200);
        sizes.extend(
            page.body["data"]
                .as_array()
                .expect("data")
                .iter()
                .map(|p| p["size"].clone()),
        );
        if page.body["next_cursor"].is_null() {
            assert_eq!(page.header("link"), "");
            break;
        }
        let link = page.header("link");
        address = link[1..link.find('>').expect("a link")].to_owned();
        assert!(
            link.ends_with("rel=\"next\"") && address.contains("limit=50"),
            "{link}"
        );
    }
    assert_eq!(json!(sizes), json!((1..=120).collect::<Vec<u8>>()));
    for query in ["limit=0", "limit=201", "cursor=forged", "sort=name"] {
        let refused = send(get_at(&format!("/api/things?{query}"))).await;
        assert_eq!(refused.refused_with(), (400, "unreadable"), "{query}");
    }
}

#[actix_web::test]
async fn a_request_keeps_its_own_plain_id() {
    let named = send(get_at("/api/nowhere").insert_header(("x-request-id", "mine-1"))).await;
    assert_eq!(named.header("x-request-id"), "mine-1");
    assert_eq!(named.body["request_id"], "mine-1");
    let forged = send(get_at("/api/nowhere").insert_header(("x-request-id", "a b\tc"))).await;
    assert_eq!(forged.header("x-request-id").len(), 32);
}

#[actix_web::test]
async fn every_answer_has_the_security_headers() {
    for answered in [
        send(get_at("/api/nowhere")).await,
        send(get_at("/api/things")).await,
    ] {
        assert!(
            answered
                .header("content-security-policy")
                .contains("default-src 'self'")
        );
        assert_eq!(answered.header("x-content-type-options"), "nosniff");
        assert_eq!(answered.header("cache-control"), "no-store");
    }
}

#[actix_web::test]
async fn behind_tls_browsers_are_told_to_use_nothing_else() {
    let behind = send_behind(security::BehindTls(true), get_at("/api/things")).await;
    let told = behind.header("strict-transport-security");
    assert_eq!(told, "max-age=63072000; includeSubDomains");
    let plain = send(get_at("/api/things")).await;
    assert_eq!(plain.header("strict-transport-security"), "");
}

#[actix_web::test]
async fn no_other_site_may_read_an_answer() {
    let foreign = ("origin", "https://evil.example");
    let read = send(get_at("/api/things").insert_header(foreign)).await;
    assert_eq!(read.header("access-control-allow-origin"), "");
    assert_eq!(read.header("cross-origin-resource-policy"), "same-origin");
    for method in ["OPTIONS", "TRACE"] {
        let method = header_method(method);
        let asked = test::TestRequest::with_uri("/api/things").method(method);
        let answered = send(asked.insert_header(foreign)).await;
        assert_eq!(answered.refused_with(), (405, "method_not_allowed"));
        assert_eq!(answered.header("access-control-allow-origin"), "");
    }
}

fn header_method(name: &str) -> actix_web::http::Method {
    name.parse().expect("a method")
}

#[actix_web::test]
async fn a_value_named_twice_is_refused() {
    let twice = send(get_at("/api/things?limit=1&limit=2")).await;
    assert_eq!(twice.status, 400, "{}", twice.refused_with().1);
    let body = send(post_to("/api/things", r#"{"name":"a","name":"b"}"#)).await;
    assert!(matches!(body.status, 400 | 422));
}

#[actix_web::test]
async fn another_site_cannot_sign_anybody_in() {
    let post = || post_to("/api/things", r#"{"name":"a"}"#);
    let foreign = send(post().insert_header(("sec-fetch-site", "cross-site"))).await;
    assert_eq!(foreign.refused_with(), (403, "forbidden"));
    assert_eq!(send(post()).await.status, 201);
}

#[actix_web::test]
async fn another_site_cannot_act_with_our_cookie() {
    let with_cookie = || post_to("/api/things", r#"{"name":"a"}"#).insert_header(("cookie", "s=1"));
    let foreign = send(with_cookie().insert_header(("sec-fetch-site", "cross-site"))).await;
    assert_eq!(foreign.refused_with(), (403, "forbidden"));
    assert_eq!(foreign.header("x-content-type-options"), "nosniff");
    assert_eq!(send(with_cookie()).await.refused_with(), (403, "forbidden"));
    let own = send(with_cookie().insert_header(("sec-fetch-site", "same-origin"))).await;
    assert_eq!(own.status, 201);
}

#[actix_web::test]
async fn the_document_says_what_the_routes_give() {
    let document = the_document();
    assert!(document::missing_schemas(&document).is_empty());
    let document = serde_json::to_value(&document).expect("JSON");
    let read = &document["paths"]["/api/things/{thing_id}"]["get"];
    assert_eq!(read["operationId"], "read_thing");
    assert_eq!(read["parameters"][0]["schema"]["format"], "uuid");
    assert_eq!(
        read["responses"]["200"]["content"]["application/json"]["schema"]["$ref"],
        "#/components/schemas/Thing"
    );
    assert!(read["responses"]["4XX"]["content"]["application/problem+json"].is_object());
    let list = &document["paths"]["/api/things"];
    assert_eq!(
        list["get"]["parameters"]
            .as_array()
            .expect("parameters")
            .len(),
        2
    );
    assert!(list["post"]["requestBody"]["content"]["application/json"].is_object());
    for name in ["Thing", "Part", "ProblemDetails", "UnmetGuard"] {
        assert!(
            document["components"]["schemas"][name].is_object(),
            "{name}"
        );
    }
}
