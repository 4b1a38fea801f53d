import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { placeWindow, readWindowPlace, writeWindowPlace } from '../../src/main/window-place';

const screen = { x: 0, y: 0, width: 1920, height: 1040 };
const second = { x: 1920, y: 0, width: 1280, height: 1000 };
const place = (x: number, y: number, width: number, height: number) => ({
  bounds: { x, y, width, height },
  isMaximized: false,
});

test('the first window stands in the middle of the first screen', () => {
  expect(placeWindow(undefined, [screen, second], 0)).toEqual({ x: 320, y: 120, width: 1280, height: 800 });
});

test('a window comes back where it stood, also on another screen', () => {
  expect(placeWindow(place(2000, 50, 900, 700), [screen, second], 0)).toEqual({
    x: 2000,
    y: 50,
    width: 900,
    height: 700,
  });
});

test('a window whose screen is gone comes back to one that is there, in its size', () => {
  expect(placeWindow(place(5000, 50, 900, 700), [screen], 0)).toEqual({
    x: 510,
    y: 170,
    width: 900,
    height: 700,
  });
});

test('a window is never larger than its screen, smaller than usable, or half outside', () => {
  expect(placeWindow(place(-300, 900, 5000, 5000), [screen], 0)).toEqual({ ...screen });
  expect(placeWindow(place(1900, 1000, 10, 10), [screen], 0)).toEqual({
    x: 1280,
    y: 560,
    width: 640,
    height: 480,
  });
});

test('further windows do not hide the first', () => {
  expect(placeWindow(undefined, [screen], 2)).toMatchObject({ x: 376, y: 176 });
});

test('a machine without a display still gets windows of a useful size', () => {
  expect(placeWindow(undefined, [{ x: 0, y: 0, width: 1, height: 1 }], 0)).toMatchObject({
    width: 1280,
    height: 800,
  });
});

test('a place is read back, and a damaged note means none', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'carrydesk-place-'));
  const file = path.join(folder, 'windows.json');
  expect(readWindowPlace(file)).toBeUndefined();
  writeWindowPlace(file, place(1, 2, 700, 500));
  expect(readWindowPlace(file)).toEqual(place(1, 2, 700, 500));
  writeFileSync(file, '{"bounds":{"x":1');
  expect(readWindowPlace(file)).toBeUndefined();
  rmSync(folder, { recursive: true });
});
