//! Refusals of services, as the two kinds of integration report them (`errors.md` section 5).

use super::{Reply, Request};
use crate::history::ExecutionDetails;
use std::rc::Rc;

/// What a service has against a call.
#[derive(Clone, Copy, Debug)]
pub struct Refusal<'a> {
    /// The service's names: in errors of the SDK, in those of an optimised integration, and in the
    /// causes of the latter.
    pub service: [&'a str; 3],
    /// `ResourceNotFoundException`: the error of the SDK and of an optimised integration.
    pub errors: [&'a str; 2],
    /// The service's own code.
    pub code: &'a str,
    /// The HTTP status.
    pub status: u16,
    /// The service's words.
    pub message: &'a str,
}

impl Refusal<'_> {
    /// The failure of the task.
    pub fn reply(&self, request: &Request<'_>) -> Option<Reply> {
        Some(Err(self.details(request)))
    }

    /// Error and cause of that failure.
    pub fn details(&self, request: &Request<'_>) -> ExecutionDetails {
        let (status, message, id) = (self.status, self.message, request.request_id);
        let [sdk, optimised, full] = self.service;
        let [sdk_error, optimised_error] = self.errors;
        let (error, cause) = if request.by_sdk() {
            (
                format!("{sdk}.{sdk_error}"),
                format!(
                    "{message} (Service: {sdk}, Status Code: {status}, Request ID: {id}) (SDK Attempt Count: 1)"
                ),
            )
        } else {
            let code = self.code;
            (
                format!("{optimised}.{optimised_error}"),
                format!(
                    "{message} (Service: {full}; Status Code: {status}; Error Code: {code}; Request ID: {id}; Proxy: null)"
                ),
            )
        };
        ExecutionDetails {
            error: Some(Rc::from(error)),
            cause: Some(Rc::from(cause)),
        }
    }
}
