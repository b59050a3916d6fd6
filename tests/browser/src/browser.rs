//! A browser with one window, driven as a reader would: by what is shown, clicked and typed.

use std::cell::RefCell;
use std::fs;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::leash::Leash;
use crate::places;
use crate::wire;

/// How long a condition may take to come true. Generous: two cores may be shared with two more browsers.
const PATIENCE: Duration = Duration::from_secs(30);

/// How long a click may take to reach what was clicked on.
const CLICK_PATIENCE: Duration = Duration::from_secs(3);

/// How long what is clicked on must have stood where it is.
const STILL: Duration = Duration::from_millis(100);

/// How often it is looked at.
const TICK: Duration = Duration::from_millis(25);

/// The key under which WebDriver hands out elements.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

const PAGE_SCRIPT: &str = include_str!("page.js");

/// The three engines that readers have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Blink.
    Chromium,
    /// Gecko.
    Firefox,
    /// WebKit, as GTK has it.
    Webkit,
}

impl Kind {
    /// All three.
    pub const ALL: [Kind; 3] = [Kind::Chromium, Kind::Firefox, Kind::Webkit];

    /// As it is written in file and test names.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Chromium => "chromium",
            Kind::Firefox => "firefox",
            Kind::Webkit => "webkit",
        }
    }
}

/// How the reader has set the machine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Taste {
    /// Prefers a dark screen.
    pub is_dark: bool,
}

/// An element of the page that was found earlier and may be gone by now.
#[derive(Clone, Debug)]
pub struct Element(String);

/// A running browser. Dropping it ends it.
pub struct Browser {
    /// Which one.
    pub kind: Kind,
    driver: SocketAddr,
    session: String,
    /// Waits fail with this, so that a report says how far the reader had come.
    diary: RefCell<Vec<String>>,
    _leash: Leash,
}

impl Browser {
    /// Starts a browser with an empty profile; `name` names its log.
    pub fn start(kind: Kind, taste: Taste, name: &str) -> Browser {
        let driver = wire::free_address();
        let port = driver.port().to_string();
        let log = places::logs().join(format!("{name}-{}-{port}.log", kind.name()));
        let (words, settings) = driver_command(kind, taste, &port);
        let leash = Leash::start(&words, &settings, &log);
        let started = Instant::now();
        while wire::ask(driver, "GET", "/status", None).is_err() {
            assert!(
                started.elapsed() < PATIENCE,
                "{} does not answer; it said: {}",
                words[0],
                fs::read_to_string(&log).unwrap_or_default()
            );
            thread::sleep(TICK);
        }
        let mut wanted = capabilities(kind, taste);
        // What a script waits for may take as long as everything else together.
        wanted["timeouts"] = json!({"script": 4 * PATIENCE.as_millis() as u64});
        let wanted = json!({"capabilities": {"alwaysMatch": wanted}});
        let answer = wire::ask(driver, "POST", "/session", Some(&wanted))
            .unwrap_or_else(|error| panic!("{} does not start: {error}; its log is {}", kind.name(), log.display()));
        let session = answer["sessionId"].as_str().expect("a new session has an id").to_owned();
        Browser { kind, driver, session, diary: RefCell::default(), _leash: leash }
    }

    /// Opens an address and waits until the page's own files are loaded.
    pub fn go(&self, url: &str) {
        self.note(format!("opened {url}"));
        self.command("POST", "/url", json!({"url": url})).unwrap_or_else(|error| self.give_up(&error));
    }

    /// Goes back in history.
    pub fn back(&self) {
        self.note("went back");
        self.command("POST", "/back", json!({})).unwrap_or_else(|error| self.give_up(&error));
    }

    /// Goes forward in history.
    pub fn forward(&self) {
        self.note("went forward");
        self.command("POST", "/forward", json!({})).unwrap_or_else(|error| self.give_up(&error));
    }

    /// Loads the page anew, as a reader does. (A driver's own "refresh" goes past every cache in Firefox, the offline
    /// copy included.)
    pub fn reload(&self) {
        self.note("reloaded");
        self.run("window.isFromBefore = true; location.reload();", json!([]));
        self.until("the page is loaded anew", || {
            let is_new = "return window.isFromBefore === undefined && document.readyState === 'complete';";
            self.look(is_new, json!([])).as_bool().filter(|is_new| *is_new)
        });
    }

    /// The address that the reader sees and may send on.
    pub fn url(&self) -> String {
        let url = self.command("GET", "/url", Value::Null).unwrap_or_else(|error| self.give_up(&error));
        url.as_str().unwrap_or_default().to_owned()
    }

    /// The address after the `?`; empty without one.
    pub fn view(&self) -> String {
        self.url().split_once('?').map(|(_, view)| view.to_owned()).unwrap_or_default()
    }

    /// Waits until the address after the `?` is as it should be. It follows what the page shows: the app writes it when it
    /// has drawn, and the browser tells of it later still.
    pub fn view_is(&self, what: &str, fits: impl Fn(&str) -> bool) {
        self.until(&format!("the address {what}"), || fits(&self.view()).then_some(()));
    }

    /// Gives the window a size in CSS pixels, as far as the browser lets itself be made that narrow.
    pub fn resize(&self, width: u32, height: u32) {
        self.note(format!("made the window {width} by {height}"));
        if self.kind == Kind::Chromium {
            // A window cannot be as narrow as a phone; what the page is told can.
            let metrics = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600});
            let told = json!({"cmd": "Emulation.setDeviceMetricsOverride", "params": metrics});
            self.command("POST", "/goog/cdp/execute", told).unwrap_or_else(|error| self.give_up(&error));
        } else {
            let rect = json!({"width": width, "height": height});
            self.command("POST", "/window/rect", rect).unwrap_or_else(|error| self.give_up(&error));
        }
    }

    /// Runs a script in the page and returns what it returns. `arguments` are the script's `arguments`.
    pub fn run(&self, script: &str, arguments: Value) -> Value {
        self.try_run(script, arguments).unwrap_or_else(|error| self.give_up(&error))
    }

    /// Runs a script that returns a promise and waits for it.
    pub fn run_and_wait(&self, script: &str) -> Value {
        let script = format!(
            "const done = arguments[arguments.length - 1];\n(async () => {{ {script} }})()\
             .then((value) => done({{ value }}), (error) => done({{ error: String(error) }}));"
        );
        let answer = self
            .command("POST", "/execute/async", json!({"script": script, "args": []}))
            .unwrap_or_else(|error| self.give_up(&error));
        match &answer["error"] {
            Value::Null => answer["value"].clone(),
            error => self.give_up(&error.to_string()),
        }
    }

    /// Runs a script that only looks, in a page that may be changing; null when it could not.
    pub fn look(&self, script: &str, arguments: Value) -> Value {
        self.try_run(script, arguments).unwrap_or_default()
    }

    /// Waits until a look at the page finds what it looks for.
    pub fn until<T>(&self, what: &str, mut look: impl FnMut() -> Option<T>) -> T {
        let started = Instant::now();
        loop {
            if let Some(found) = look() {
                return found;
            }
            if started.elapsed() > PATIENCE {
                self.give_up(&format!("waited {} s in vain: {what}", PATIENCE.as_secs()));
            }
            thread::sleep(TICK);
        }
    }

    /// All shown elements of a role whose name holds `name`, now.
    pub fn all(&self, role: &str, name: &str) -> Vec<Element> {
        self.all_in(None, role, name)
    }

    /// All shown elements of a role whose name holds `name`, below another element, now.
    pub fn all_in(&self, within: Option<&Element>, role: &str, name: &str) -> Vec<Element> {
        let within = within.map_or(Value::Null, |element| json!({ELEMENT: element.0}));
        match self.try_run("return find(...arguments);", json!([within, role, name])) {
            Ok(Value::Array(found)) => {
                found.iter().filter_map(|one| one[ELEMENT].as_str()).map(|id| Element(id.to_owned())).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The first shown element of a role whose name holds `name`, once there is one.
    pub fn the(&self, role: &str, name: &str) -> Element {
        self.until(&format!("a {role} named “{name}”"), || self.all(role, name).into_iter().next())
    }

    /// The same, below another element.
    pub fn the_in(&self, within: &Element, role: &str, name: &str) -> Element {
        self.until(&format!("a {role} named “{name}” in there"), || {
            self.all_in(Some(within), role, name).into_iter().next()
        })
    }

    /// The text that an element shows; empty when it is gone.
    pub fn text(&self, element: &Element) -> String {
        let text = self.try_run("return plain(arguments[0].innerText);", json!([{ELEMENT: element.0}]));
        text.ok().and_then(|text| text.as_str().map(str::to_owned)).unwrap_or_default()
    }

    /// All the text that the page shows.
    pub fn page_text(&self) -> String {
        let text = self.try_run("return plain(document.body.innerText);", json!([]));
        text.ok().and_then(|text| text.as_str().map(str::to_owned)).unwrap_or_default()
    }

    /// Waits until the page shows a text.
    pub fn shows(&self, text: &str) {
        self.until(&format!("the page shows “{text}”"), || self.page_text().contains(text).then_some(()));
    }

    /// A property of an element, as the page's scripts see it.
    pub fn property(&self, element: &Element, name: &str) -> Value {
        self.try_run("return arguments[0][arguments[1]] ?? null;", json!([{ELEMENT: element.0}, name]))
            .unwrap_or_default()
    }

    /// An attribute of an element.
    pub fn attribute(&self, element: &Element, name: &str) -> Option<String> {
        let script = "return arguments[0].getAttribute(arguments[1]);";
        self.try_run(script, json!([{ELEMENT: element.0}, name])).ok()?.as_str().map(str::to_owned)
    }

    /// Clicks on an element, which must be where a pointer reaches it.
    pub fn click(&self, element: &Element) {
        self.note(format!("clicked on “{}”", self.text(element).chars().take(60).collect::<String>()));
        self.until("the click arrives", || match self.click_once(element) {
            Ok(arrived) => arrived.then_some(()),
            // What opened in between lies over it.
            Err(error) if error.contains("intercepted") => None,
            Err(error) => self.give_up(&error),
        });
    }

    /// Clicks on the first element of a role whose name holds `name`, once it is there, and again when the page
    /// replaced it in between.
    pub fn click_the(&self, role: &str, name: &str) {
        self.note(format!("clicked on the {role} “{name}”"));
        self.until(&format!("a {role} named “{name}” can be clicked on"), || {
            let element = self.all(role, name).into_iter().next()?;
            self.click_once(&element).ok()?.then_some(())
        });
    }

    /// Clicks once on an element that stands still; whether the click reached it. A driver looks where the element is and clicks there, and what
    /// arrives late may have moved it in between: then the click is nobody's, as a reader's would be, who clicks again.
    fn click_once(&self, element: &Element) -> Result<bool, String> {
        let place = || {
            self.try_run(
                "const { x, y } = arguments[0].getBoundingClientRect(); return [x, y];",
                json!([{ELEMENT: element.0}]),
            )
        };
        let before = place()?;
        thread::sleep(STILL);
        if place()? != before {
            return Ok(false);
        }
        // A reader who wants what lies below an open list leaves the list first.
        let leave = "const { x, y, width, height } = arguments[0].getBoundingClientRect(); \
                     const list = document.elementFromPoint(x + width / 2, y + height / 2)?.closest('[role=listbox]'); \
                     if (list && !list.contains(arguments[0])) document.activeElement.blur();";
        self.try_run(leave, json!([{ELEMENT: element.0}]))?;
        // What is chosen from a menu gets no click of its own.
        let listen = "window.clickArrived = Boolean(arguments[0].closest('option')); \
                      arguments[0].addEventListener('click', () => { window.clickArrived = true; }, { capture: true, once: true });";
        self.try_run(listen, json!([{ELEMENT: element.0}]))?;
        self.command("POST", &format!("/element/{}/click", element.0), json!({}))?;
        let clicked = Instant::now();
        while clicked.elapsed() < CLICK_PATIENCE {
            // A page that was loaded anew knows nothing of it.
            if self.look("return window.clickArrived !== false;", json!([])) == json!(true) {
                return Ok(true);
            }
            thread::sleep(TICK);
        }
        Ok(false)
    }

    /// Moves the pointer over an element.
    pub fn hover(&self, element: &Element) {
        self.note(format!("pointed at “{}”", self.text(element).chars().take(60).collect::<String>()));
        let to = json!({"type": "pointerMove", "duration": 0, "origin": {ELEMENT: element.0}, "x": 0, "y": 0});
        let mouse = json!({"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": [to]});
        self.command("POST", "/actions", json!({"actions": [mouse]})).unwrap_or_else(|error| self.give_up(&error));
    }

    /// Has the system's few colours stand in for the page's. Only Chromium lets itself be told.
    pub fn force_colours(&self) {
        let features = json!({"features": [{"name": "forced-colors", "value": "active"}]});
        let told = json!({"cmd": "Emulation.setEmulatedMedia", "params": features});
        self.command("POST", "/goog/cdp/execute", told).unwrap_or_else(|error| self.give_up(&error));
    }

    /// Runs a script whose first argument is an element.
    pub fn run_on(&self, element: &Element, script: &str) -> Value {
        self.run(script, json!([{ELEMENT: element.0}]))
    }

    /// The elements that a script returns.
    pub fn elements(&self, script: &str) -> Vec<Element> {
        let found = self.run(script, json!([]));
        let ids = found.as_array().into_iter().flatten().filter_map(|one| one[ELEMENT].as_str());
        ids.map(|id| Element(id.to_owned())).collect()
    }

    /// Types text, or presses keys of the constants in `key`, where the focus is.
    pub fn keys(&self, keys: &str) {
        self.note(format!("typed “{}”", keys.escape_debug()));
        let mut actions = Vec::new();
        for key in keys.chars() {
            actions.push(json!({"type": "keyDown", "value": key.to_string()}));
            actions.push(json!({"type": "keyUp", "value": key.to_string()}));
        }
        let keyboard = json!({"actions": [{"type": "key", "id": "keyboard", "actions": actions}]});
        self.command("POST", "/actions", keyboard).unwrap_or_else(|error| self.give_up(&error));
    }

    /// Presses a key while another is held.
    pub fn keys_with(&self, held: &str, key: &str) {
        let action = |what: &str, key: &str| json!({"type": what, "value": key});
        let actions =
            json!([action("keyDown", held), action("keyDown", key), action("keyUp", key), action("keyUp", held)]);
        let keyboard = json!({"actions": [{"type": "key", "id": "keyboard", "actions": actions}]});
        self.command("POST", "/actions", keyboard).unwrap_or_else(|error| self.give_up(&error));
    }

    /// What a reader would call the element that has the focus: `{tag, name, isShown, isMarked}`, or null.
    pub fn focused(&self) -> Value {
        self.try_run("return focused();", json!([])).unwrap_or_default()
    }

    /// What the window shows, as a PNG in base64.
    pub fn screenshot(&self) -> String {
        let picture = self.command("GET", "/screenshot", Value::Null).unwrap_or_else(|error| self.give_up(&error));
        picture.as_str().unwrap_or_default().to_owned()
    }

    /// What Chromium's console said since the last call; the other browsers do not tell.
    pub fn console(&self) -> Vec<String> {
        let log = self.command("POST", "/se/log", json!({"type": "browser"})).unwrap_or_default();
        log.as_array()
            .map(|lines| lines.iter().filter_map(|line| line["message"].as_str().map(str::to_owned)).collect())
            .unwrap_or_default()
    }

    /// Ends the test with all that is known of where it stands.
    pub fn give_up(&self, why: &str) -> ! {
        let text: String = self.page_text().chars().take(2_000).collect();
        let url = self.command("GET", "/url", Value::Null).unwrap_or_default();
        let picture = self.keep_picture().map(|file| format!("; picture: {}", file.display())).unwrap_or_default();
        panic!(
            "{}: {why}\nso far: {}\nat {url}{picture}\nfocus: {}\nthe page shows: {text}",
            self.kind.name(),
            self.diary.borrow().join("; "),
            self.focused(),
        )
    }

    /// Keeps a picture of what went wrong.
    fn keep_picture(&self) -> Option<PathBuf> {
        let picture = self.command("GET", "/screenshot", Value::Null).ok()?;
        let file = places::logs().join(format!("failed-{}-{}.png", self.kind.name(), self.driver.port()));
        fs::write(&file, crate::base64::decode(picture.as_str()?)?).ok()?;
        Some(file)
    }

    /// Remembers what the reader did.
    fn note(&self, what: impl Into<String>) {
        self.diary.borrow_mut().push(what.into());
    }

    /// Runs a script together with the finders of `page.js`.
    fn try_run(&self, script: &str, arguments: Value) -> Result<Value, String> {
        let script = format!("{PAGE_SCRIPT}\n{script}");
        self.command("POST", "/execute/sync", json!({"script": script, "args": arguments}))
    }

    /// Sends a command to this browser's session.
    fn command(&self, method: &str, path: &str, body: Value) -> Result<Value, String> {
        let path = format!("/session/{}{path}", self.session);
        wire::ask(self.driver, method, &path, (method == "POST").then_some(&body))
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // The leash ends whatever does not end itself.
        let _ = wire::ask(self.driver, "DELETE", &format!("/session/{}", self.session), None);
    }
}

/// Keys that have no letter, for `Browser::keys`.
pub mod key {
    #![expect(missing_docs, reason = "the names are on the keys")]
    pub const BACKSPACE: &str = "\u{e003}";
    pub const TAB: &str = "\u{e004}";
    pub const ENTER: &str = "\u{e007}";
    pub const SHIFT: &str = "\u{e008}";
    pub const ESCAPE: &str = "\u{e00c}";
    pub const CONTROL: &str = "\u{e009}";
    pub const ALT: &str = "\u{e00a}";
    pub const SPACE: &str = " ";
    pub const END: &str = "\u{e010}";
    pub const LEFT: &str = "\u{e012}";
    pub const UP: &str = "\u{e013}";
    pub const RIGHT: &str = "\u{e014}";
    pub const DOWN: &str = "\u{e015}";
}

/// The program that drives a browser, with its settings.
fn driver_command(kind: Kind, taste: Taste, port: &str) -> (Vec<String>, Vec<(&'static str, String)>) {
    // Readers of any language meet the interface in theirs; the tests read English.
    let mut settings = vec![("LC_ALL", "C.UTF-8".to_owned()), ("LANGUAGE", "en_US".to_owned())];
    let words = match kind {
        Kind::Chromium => vec![places::program(&["chromedriver"]), format!("--port={port}")],
        Kind::Firefox => {
            let own = ["--port", port, "--websocket-port", "0"].map(str::to_owned);
            [vec![places::geckodriver()], own.to_vec()].concat()
        }
        Kind::Webkit => {
            if taste.is_dark {
                settings.push(("GTK_THEME", "Adwaita:dark".to_owned()));
            }
            // Software rendering: there may be no graphics card.
            settings.push(("WEBKIT_DISABLE_COMPOSITING_MODE", "1".to_owned()));
            settings.push(("LIBGL_ALWAYS_SOFTWARE", "1".to_owned()));
            // Its sandbox wants kernel features that a container withholds.
            settings.push(("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1".to_owned()));
            vec![places::program(&["WebKitWebDriver"]), format!("--port={port}")]
        }
    };
    (words, settings)
}

/// What each driver must know to start its browser.
fn capabilities(kind: Kind, taste: Taste) -> Value {
    match kind {
        Kind::Chromium => {
            let mut args = vec![
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--no-first-run",
                "--lang=en-US",
                "--window-size=1280,900",
            ];
            if taste.is_dark {
                args.push("--force-prefers-color-scheme=dark");
                args.push("--blink-settings=preferredColorScheme=0");
            }
            json!({
                "goog:chromeOptions": {
                    "binary": places::program(&["chromium", "chromium-browser", "google-chrome"]),
                    "args": args,
                    "prefs": {"intl.accept_languages": "en-US"},
                },
                "goog:loggingPrefs": {"browser": "ALL"},
            })
        }
        Kind::Firefox => json!({
            "moz:firefoxOptions": {
                "binary": places::program(&["firefox-esr", "firefox"]),
                "args": ["-headless", "--width=1280", "--height=900"],
                "prefs": {
                    "intl.accept_languages": "en-US",
                    "layout.css.prefers-color-scheme.content-override": if taste.is_dark { 0 } else { 1 },
                    // Tab reaches links and buttons everywhere, as it does outside of macOS.
                    "accessibility.tabfocus": 7,
                },
            },
        }),
        Kind::Webkit => json!({
            "webkitgtk:browserOptions": {"binary": places::webkit_browser(), "args": ["--automation"]},
        }),
    }
}
