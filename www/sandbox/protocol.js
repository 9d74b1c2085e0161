/**
 * The protocol between the engine and the sandbox.
 *
 * The page opens the sandbox once and hands one `MessagePort` to the engine:
 *
 *     import { open } from './sandbox.js';
 *     const sandbox = await open();        // rejects with a plain sentence when the frame does not answer
 *     const port = sandbox.connect();      // transfer it to the engine's worker; a later connect() ends the earlier one
 *     sandbox.close();                     // removes the frame and with it every worker
 *
 * From then on every message is one plain JSON-able object with a `t`. The engine sends the requests
 * `files`, `invoke`, `stop` and `check`; the sandbox sends everything else.
 *
 * ## What runs where
 *
 * A *run* is one execution: a set of files and, for each function, at most one *environment* (a worker).
 * An environment is started by the first call of its function and is warm for the later ones: module state
 * survives, as in Lambda. Calls of one function are served one at a time, in the order in which they were
 * asked for, so that a replay sees the same module state. An environment ends with its run, with a timeout,
 * with `process.exit`, with an uncaught error, when the run's files change, or when the call says `cold`.
 *
 * ## Time and chance
 *
 * `Date`, `performance.now` and `getRemainingTimeInMillis` show the virtual clock: `now` when the call begins,
 * moved forward by the timers that fire and by one millisecond every thousand reads (so that a busy wait ends).
 * Local time is UTC and the locale en-US, as in Lambda. `Math.random` and `crypto` draw from `seed`. The delays of
 * timers themselves are real: `setTimeout(f, 500)` takes half a second of the visitor's time, and the watchdog
 * measures real time too.
 *
 * ## Trust
 *
 * What a function returns or prints is the visitor's (or a stranger's) data. The frame has checked the shape and
 * size of every answer; that `body` is JSON of a sensible depth is for the reader to find out.
 */

export const VERSION = 1;

/** Sizes are in characters of text, times in milliseconds. */
export const LIMITS = Object.freeze({
  /** Most files of a run, and most text in them. */
  files: 200,
  filesText: 4 << 20,
  /** Lambda's limit on a response (6 MB and a little), and what we take as an event. */
  body: 6291556,
  event: 6291556,
  /** Longest error message, most lines of a trace and longest line that reach the payload. */
  errorMessage: 256 << 10,
  traceLines: 100,
  traceLine: 4096,
  /** Output of one run: lines, text, and the longest single line. */
  logLines: 500,
  logText: 64 << 10,
  logLine: 8192,
  /** Messages of one call before the environment counts as flooding. */
  messages: 1000,
  /** Calls waiting for one function, environments alive at once. */
  waiting: 1000,
  environments: 32,
  /** The sandbox's own patience: for a frame to open and for a parse to be located. */
  open: 2000,
  locate: 1000,
  /** Lambda's longest timeout. */
  timeout: 900000,
});

/**
 * Sets the files of a run; every later `invoke` of the run sees them. Sending other files than before ends the run's
 * environments (each at its next call); sending the same leaves them warm.
 * @typedef {object} Files
 * @property {'files'} t
 * @property {string} run
 * @property {Record<string, string>} files name to text; `./lib.mjs` in an import means the file `lib.mjs`
 */

/**
 * Calls a handler. Answered by any number of `log`s and exactly one `result`, `error` or `refused`,
 * except when the run is stopped first: then nothing more is said about it.
 * @typedef {object} Invoke
 * @property {'invoke'} t
 * @property {number | string} id chosen by the engine; comes back in every answer
 * @property {string} run
 * @property {string} function the function's name: one environment for each
 * @property {string} file the file that exports the handler, `step-functions-lambda.mjs`
 * @property {string} [handler] the export, `handler` if absent; dots walk into objects
 * @property {Record<string, string>} [files] as in `Files`, in the same message
 * @property {string} event JSON text
 * @property {number} [timeoutMs] the function's timeout, 3000 if absent; real time
 * @property {number} [initTimeoutMs] for loading the module, 10000 if absent, as in Lambda
 * @property {number} now virtual time, milliseconds since 1970
 * @property {number} seed any integer; the same seed gives the same random numbers
 * @property {boolean} [cold] start a new environment for this call
 * @property {string} arn the function's ARN, `context.invokedFunctionArn`
 * @property {Env} env
 */

/**
 * @typedef {object} Env what `process.env` and `context` are made of
 * @property {string} region
 * @property {string} account
 * @property {string} requestId `context.awsRequestId`
 * @property {number} [memory] MB, 128 if absent
 * @property {Record<string, string>} [variables] the function's own environment variables
 */

/**
 * Ends a run: its environments are terminated and its files forgotten. Without `run`, all runs.
 * @typedef {object} Stop
 * @property {'stop'} t
 * @property {string} [run]
 */

/**
 * Checks a file's syntax. Nothing of it runs.
 * @typedef {object} Check
 * @property {'check'} t
 * @property {number | string} n comes back in the answer
 * @property {string} file its name decides between ES module and CommonJS
 * @property {string} text
 */

/** @typedef {Files | Invoke | Stop | Check} Request */

/**
 * A place in a user's file; line and column count from 1, columns in UTF-16 units.
 * @typedef {{file: string, line: number, column: number}} Place
 */

/**
 * The first message on a port.
 * @typedef {object} Ready
 * @property {'ready'} t
 * @property {number} v VERSION
 */

/**
 * The handler returned.
 * @typedef {object} Result
 * @property {'result'} t
 * @property {number | string} id
 * @property {string} body the response's JSON text
 * @property {number} ms real milliseconds of the call
 * @property {number | null} initMs real milliseconds of the cold start; null when the environment was warm
 */

/**
 * The invocation failed as it would have in Lambda.
 * @typedef {object} Failure
 * @property {'error'} t
 * @property {number | string} id
 * @property {string} errorType what Step Functions takes as Error: `TypeError`, `Sandbox.Timedout`, `Runtime.ExitError` …
 * @property {string} errorMessage
 * @property {string[] | null} trace null where Lambda's payload has none (timeout, exit)
 * @property {string} payload Lambda's error payload, JSON text; what Step Functions takes as Cause
 * @property {Place | null} at where in the user's files, when it is known
 * @property {number} ms
 * @property {number | null} initMs
 */

/**
 * A line of output, or a hint of the sandbox itself (level `hint`: not part of what Lambda would print).
 * @typedef {object} Log
 * @property {'log'} t
 * @property {number | string} id the call during which it was printed
 * @property {'log' | 'info' | 'warn' | 'error' | 'debug' | 'trace' | 'hint'} level
 * @property {string} text may hold line breaks
 * @property {string | null} file
 * @property {number | null} line
 */

/**
 * @typedef {object} Checked
 * @property {'checked'} t
 * @property {number | string} n
 * @property {{message: string, line: number, column: number} | null} problem null: the file parses
 */

/**
 * @typedef {object} Stopped
 * @property {'stopped'} t
 * @property {string | null} run
 */

/**
 * The request was malformed: a fault of the sender, never of the user's code.
 * @typedef {object} Refused
 * @property {'refused'} t
 * @property {number | string | null} id the request's `id` or `n`, when it had one
 * @property {string} why
 */

/** @typedef {Ready | Result | Failure | Log | Checked | Stopped | Refused} Answer */
