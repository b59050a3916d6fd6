//! A small store of texts on this device: IndexedDB, a database for each folder that a site lies in.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbOpenDbRequest, IdbRequest, IdbTransactionMode};

use super::listen::Listening;
use super::start;

/// The one table.
const TABLE: &str = "entries";

/// Why something is not kept, or cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoreTrouble {
    /// The browser keeps nothing here: a private window, a frame, a setting.
    Refused,
    /// There is no room left.
    Full,
}

/// The store, open.
pub struct Store(IdbDatabase);

impl Drop for Store {
    fn drop(&mut self) {
        self.0.close();
    }
}

impl Store {
    /// Opens the store of this site, and makes it where there is none.
    pub async fn open() -> Result<Store, StoreTrouble> {
        let factory =
            web_sys::window().and_then(|window| window.indexed_db().ok().flatten()).ok_or(StoreTrouble::Refused)?;
        let name = ["newsprint ", &start::base()].concat();
        let request: IdbOpenDbRequest = factory.open_with_u32(&name, 1).map_err(|_| StoreTrouble::Refused)?;
        let of_request = request.clone();
        let on_upgrade = Closure::once_into_js(move || {
            if let Some(database) = of_request.result().ok().and_then(|it| it.dyn_into::<IdbDatabase>().ok()) {
                // It is there when an older version of this program has made it.
                let _ = database.create_object_store(TABLE);
            }
        });
        request.set_onupgradeneeded(Some(on_upgrade.unchecked_ref()));
        let database = settled(&request).await?;
        Ok(Store(database.dyn_into().map_err(|_| StoreTrouble::Refused)?))
    }

    /// All texts with their keys, by key.
    pub async fn all(&self) -> Result<Vec<(String, String)>, StoreTrouble> {
        let transaction = self.0.transaction_with_str(TABLE).map_err(|_| StoreTrouble::Refused)?;
        let table = transaction.object_store(TABLE).map_err(|_| StoreTrouble::Refused)?;
        let keys = table.get_all_keys().map_err(|_| StoreTrouble::Refused)?;
        let texts = table.get_all().map_err(|_| StoreTrouble::Refused)?;
        // Both are waited for from the start: what is done before anybody listens is not told.
        let [keys, texts] = [promise_of(&keys), promise_of(&texts)];
        let [keys, texts] = [taken(keys).await?, taken(texts).await?];
        let read = |list: JsValue| -> Vec<String> {
            let list: js_sys::Array = list.unchecked_into();
            list.iter().map(|it| it.as_string().unwrap_or_default()).collect()
        };
        Ok(read(keys).into_iter().zip(read(texts)).collect())
    }

    /// Puts texts in and takes others out: all of it, or nothing.
    pub async fn change(&self, puts: &[(String, String)], deletes: &[String]) -> Result<(), StoreTrouble> {
        let mode = IdbTransactionMode::Readwrite;
        let transaction = self.0.transaction_with_str_and_mode(TABLE, mode).map_err(|_| StoreTrouble::Refused)?;
        let table = transaction.object_store(TABLE).map_err(|_| StoreTrouble::Refused)?;
        for (key, text) in puts {
            table.put_with_key(&JsValue::from_str(text), &JsValue::from_str(key)).map_err(trouble)?;
        }
        for key in deletes {
            table.delete(&JsValue::from_str(key)).map_err(trouble)?;
        }
        let done = Promise::new(&mut |resolve: Function, reject: Function| {
            transaction.set_oncomplete(Some(&resolve));
            transaction.set_onabort(Some(&reject));
        });
        JsFuture::from(done).await.map(|_| ()).map_err(|_| error_of(&transaction))
    }
}

/// Resolves to a request when it is done.
fn promise_of(request: &IdbRequest) -> (IdbRequest, Promise) {
    let promise = Promise::new(&mut |resolve: Function, reject: Function| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    (request.clone(), promise)
}

/// What a request brings.
async fn settled(request: &IdbRequest) -> Result<JsValue, StoreTrouble> {
    taken(promise_of(request)).await
}

async fn taken((request, promise): (IdbRequest, Promise)) -> Result<JsValue, StoreTrouble> {
    match JsFuture::from(promise).await {
        Ok(_) => request.result().map_err(trouble),
        Err(_) => Err(error_of(&request)),
    }
}

/// Calls `on_return` whenever the reader turns to the page or away from it: another tab may have changed the store. Until what this returns is dropped.
pub fn on_return(on_return: impl Fn() + 'static) -> Option<Listening> {
    let document = web_sys::window()?.document()?;
    Some(Listening::to(&document, "visibilitychange", move |_| on_return()))
}

/// Why a transaction or a request came to nothing.
fn error_of(of: &JsValue) -> StoreTrouble {
    trouble(Reflect::get(of, &JsValue::from_str("error")).unwrap_or_default())
}

fn trouble(error: JsValue) -> StoreTrouble {
    let name = Reflect::get(&error, &JsValue::from_str("name")).ok().and_then(|name| name.as_string());
    if name.as_deref() == Some("QuotaExceededError") { StoreTrouble::Full } else { StoreTrouble::Refused }
}
