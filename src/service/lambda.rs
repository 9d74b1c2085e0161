//! Lambda: who is called, the `lambda:invoke` envelope, and how a function's error becomes a failure
//! (`errors.md` section 4, `integrations.md` section 3.1).
