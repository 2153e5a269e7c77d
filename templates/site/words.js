// The words of the other scripts, from words_en.properties or the file of another language: say('key', value, …).
'use strict';
const say = (() => {
  const words = ${words};
  return (key, ...values) => (words[key] || key).replace(/\{(\d)\}/g, (place, number) => values[number]);
})();
