// The package's own entry is its ES5 build, which is half as large again as this one. Only that entry is typed.
declare module 'workbox-window/build/workbox-window.prod.mjs' {
  export { Workbox } from 'workbox-window';
}
