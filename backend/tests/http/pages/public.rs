//! The pages for everybody.

use super::{said, tags};
use crate::journeys::world::World;
use frontend::language::{Language, public_page as words, trials};
use shared::values::Coded as _;

on_both_databases! {
    async fn everybody_reads_what_it_is_in_their_language(database: Database) {
        let world = World::new(database).await;
        let nobody = world.app.as_nobody();
        for (address, language) in [("/", Language::English), ("/ur", Language::Urdu), ("/pl", Language::Polish)] {
            let page = nobody.get(address).await.expect(200);
            assert!(page.text.contains(&format!("<html lang=\"{}\"", language.code())));
            let text = said(&page);
            let told = [words::WHO, words::POINT_1, words::POINT_5, words::STEP_TRAINING_TEXT, words::TRIAL, trials::NOTICE];
            for message in told {
                assert!(text.contains(message.say(language)), "{language}: {}", message.say(language));
            }
            assert!(text.contains("0161 496 0000"));
            assert!(page.text.contains(&format!("/my/sign-in?language={}", language.code())));
            assert!(!text.contains("every 100"), "no figure before there are ten trials to take it from");
            assert!(!page.text.contains("<script"));
        }
    }

    async fn the_self_check_answers_without_a_script_and_keeps_nothing(database: Database) {
        let world = World::new(database).await;
        let nobody = world.app.as_nobody();
        let says = async |address: &str| said(&nobody.get(address).await.expect(200));
        assert!(says("/?check=yes&eligible=yes&point=1").await.contains(words::RESULT_YES.say(Language::English)));
        assert!(says("/?check=yes&point=2&point=5").await.contains("This programme is for people who are out of work"));
        assert!(says("/?check=yes").await.contains(words::RESULT_TALK.say(Language::English)));
        let ticked = nobody.get("/?check=yes&eligible=yes&point=3&point=%3Cscript%3E").await.expect(200);
        assert!(tags(&ticked, "id=\"point-3\"").all(|tag| tag.contains("checked")) && !ticked.text.contains("<script"));
        assert_eq!(ticked.header("set-cookie"), "");
    }

    async fn what_is_not_there_says_so_as_a_page(database: Database) {
        let world = World::new(database).await;
        let browser = world.app.as_nobody().with_header("Accept", "text/html");
        let page = browser.get("/my/no-such-page").await.expect(404);
        assert!(page.header("content-type").starts_with("text/html"));
        let page = browser.get("/my/sign-in/code").await.expect(404);
        assert!(said(&page).contains("We cannot find that page"));
    }
}
