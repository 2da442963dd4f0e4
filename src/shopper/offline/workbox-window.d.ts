// The package's usual entry is its ES5 build, half as large again as this one. Only that entry has types.
declare module 'workbox-window/build/workbox-window.prod.mjs' {
  export { Workbox } from 'workbox-window';
}
