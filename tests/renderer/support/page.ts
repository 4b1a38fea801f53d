import { act, fireEvent } from '@testing-library/react';

/** What jsdom lacks of a page: it lays nothing out, so the list is told how much room there is. */
export function furnishPage(): void {
  const size = { width: 1_200, height: 600 };
  for (const [name, value] of [
    ['clientWidth', size.width],
    ['clientHeight', size.height],
  ] as const) {
    Object.defineProperty(HTMLElement.prototype, name, { configurable: true, value });
  }
  Object.defineProperty(HTMLElement.prototype, 'offsetParent', {
    configurable: true,
    get: () => document.body,
  });
  Element.prototype.scrollTo = () => {};
  Element.prototype.scrollIntoView = () => {};
  globalThis.ResizeObserver = class {
    observe(): void {}
    unobserve(): void {}
    disconnect(): void {}
  };
}

type KeyOptions = Partial<KeyboardEventInit> & { readonly hasAltGraph?: boolean };

/** Presses a key where the focus is. `Control+k` and `Shift+J` are written as a person would say them. */
export function press(combination: string, { hasAltGraph = false, ...more }: KeyOptions = {}): void {
  const parts = combination.length === 1 ? [combination] : combination.split('+');
  const key = parts.at(-1) ?? '';
  const target = document.activeElement ?? document.body;
  const event = new KeyboardEvent('keydown', {
    key,
    code: key.length === 1 ? `Key${key.toUpperCase()}` : key,
    ctrlKey: parts.includes('Control'),
    shiftKey: parts.includes('Shift'),
    modifierAltGraph: hasAltGraph,
    bubbles: true,
    cancelable: true,
    ...more,
  });
  act(() => void target.dispatchEvent(event));
}

/** Puts a text into a box, as typing it does. */
export function type(box: HTMLElement, text: string): void {
  act(() => box.focus());
  fireEvent.change(box, { target: { value: text } });
}
