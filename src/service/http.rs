//! The metadata of HTTP that results of services carry.

use crate::value::{Object, Timestamp, Value};
use std::rc::Rc;
use time::OffsetDateTime;
use time::macros::format_description;

/// `Mon, 06 Nov 2023 15:32:49 GMT`
pub fn date(at: Timestamp) -> String {
    let format = format_description!(
        "[weekday repr:short], [day] [month repr:short] [year] [hour]:[minute]:[second] GMT"
    );
    OffsetDateTime::from_unix_timestamp(at.0.div_euclid(1000))
        .ok()
        .and_then(|moment| moment.format(format).ok())
        .unwrap_or_default()
}

/// The CRC-32 of gzip and Ethernet.
pub fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ (0xEDB8_8320 & 0_u32.wrapping_sub(crc & 1))
        })
    })
}

/// How services answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wire {
    /// In JSON, as most.
    Json,
    /// In XML: SNS.
    Xml,
    /// In JSON with a checksum: DynamoDB.
    Dynamo,
}

/// How an optimised integration's response came.
#[derive(Clone, Copy, Debug)]
pub struct Delivered<'a> {
    /// In which form.
    pub wire: Wire,
    /// The response's text.
    pub body: &'a str,
    /// The call's request id.
    pub request_id: &'a str,
    /// When.
    pub at: Timestamp,
}

impl Delivered<'_> {
    /// The response with `SdkHttpMetadata` and `SdkResponseMetadata`, in the recorded order.
    pub fn wrap(&self, response: &Object) -> Object {
        let listed = |(name, text): (&'static str, String)| {
            (Rc::from(name), Value::array(vec![Value::from(text)]))
        };
        let single = |(name, text): (&'static str, String)| (Rc::from(name), Value::from(text));
        let all = self.headers();
        let mut sorted = self.headers();
        sorted.sort_by_key(|(name, _)| name.to_ascii_lowercase());
        let metadata = Object::new()
            .with(
                "AllHttpHeaders",
                all.into_iter().map(listed).collect::<Object>(),
            )
            .with(
                "HttpHeaders",
                sorted.into_iter().map(single).collect::<Object>(),
            )
            .with("HttpStatusCode", 200_i64);
        let told = [
            (Rc::from("SdkHttpMetadata"), metadata.into()),
            (
                Rc::from("SdkResponseMetadata"),
                Object::new().with("RequestId", self.request_id).into(),
            ),
        ];
        let members = response.iter();
        let members = members.map(|(name, value)| (Rc::clone(name), value.clone()));
        let mut members = members.chain(told).collect::<Vec<_>>();
        // Members come in the order of the alphabet.
        members.sort_by(|(one, _), (other, _)| one.cmp(other));
        members.into_iter().collect()
    }

    fn headers(&self) -> Vec<(&'static str, String)> {
        let id = ("x-amzn-RequestId", self.request_id.to_owned());
        let alive = |name| (name, "keep-alive".to_owned());
        let mut headers = match self.wire {
            Wire::Json | Wire::Xml => vec![id, alive("connection")],
            Wire::Dynamo => vec![
                ("Server", "Server".to_owned()),
                alive("Connection"),
                id,
                ("x-amz-crc32", crc32(self.body.as_bytes()).to_string()),
            ],
        };
        let content_type = match self.wire {
            Wire::Json | Wire::Dynamo => "application/x-amz-json-1.0",
            Wire::Xml => "text/xml",
        };
        headers.extend([
            ("Content-Length", self.body.len().to_string()),
            ("Date", date(self.at)),
            ("Content-Type", content_type.to_owned()),
        ]);
        headers
    }
}
