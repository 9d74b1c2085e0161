// The engine's side of the page: instantiates the page's own compiled module a second time, in this worker.
// The first message is `{ glue, module }`: the address of wasm-bindgen's JavaScript and the WebAssembly.Module.
// `main` then sees that it is in a worker, takes `onmessage` over and says that it is ready; nothing is sent before that.
onmessage = async ({ data: { glue, module } }) => {
  const { default: init } = await import(glue);
  await init({ module_or_path: module });
};
