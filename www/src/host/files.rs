//! Files and the clipboard: download, open, copy.

use super::worker::sentence;
use js_sys::Array;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, File, HtmlAnchorElement, Url};

/// Offers `text` as a file to keep.
///
/// # Errors
/// A browser that refuses, in English.
pub fn download(name: &str, kind: &str, text: &str) -> Result<(), String> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &options).map_err(sentence)?;
    let address = Url::create_object_url_with_blob(&blob).map_err(sentence)?;
    let document = web_sys::window().and_then(|window| window.document()).ok_or("no document")?;
    let anchor: HtmlAnchorElement = document.create_element("a").map_err(sentence)?.unchecked_into();
    anchor.set_href(&address);
    anchor.set_download(name);
    anchor.click();
    Url::revoke_object_url(&address).map_err(sentence)
}

/// The text of a file that the visitor chose or dropped.
///
/// # Errors
/// A file that cannot be read, in English.
pub async fn read(file: &File) -> Result<String, String> {
    let text = JsFuture::from(file.text()).await.map_err(sentence)?;
    text.as_string().ok_or_else(|| "the file holds no text".into())
}

/// Copies `text`.
///
/// # Errors
/// A browser that refuses, in English.
pub async fn copy(text: &str) -> Result<(), String> {
    let clipboard = web_sys::window().ok_or("no window")?.navigator().clipboard();
    if clipboard.is_undefined() {
        return Err("this browser offers no clipboard on this address".into());
    }
    JsFuture::from(clipboard.write_text(text)).await.map_err(sentence)?;
    Ok(())
}
