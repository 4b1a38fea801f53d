import { expect, test } from 'vitest';
import { countPlaywright, countVitest, judge, summaryLine } from '../../build/test/counts.mjs';

const vitestReport = {
  numPassedTests: 5,
  numFailedTests: 1,
  numPendingTests: 2,
  numTodoTests: 1,
  testResults: [{ status: 'failed', assertionResults: [{}, {}] }],
};

test('adds up what vitest reports', () => {
  expect(countVitest(vitestReport)).toEqual({ passed: 5, failed: 1, skipped: 3 });
});

test('counts a test file that could not be loaded as a failure', () => {
  const broken = { status: 'failed', assertionResults: [] };
  const report = { ...vitestReport, testResults: [...vitestReport.testResults, broken] };
  expect(countVitest(report).failed).toBe(2);
});

test('counts a test that passed only at the second try as a failure', () => {
  const stats = { expected: 7, unexpected: 1, flaky: 1, skipped: 3 };
  expect(countPlaywright({ stats })).toEqual({ passed: 7, failed: 2, skipped: 3 });
});

test('does not accept a run without tests', () => {
  expect(judge({ passed: 0, failed: 0, skipped: 4 }, 0)).toEqual({ passed: 0, failed: 1, skipped: 4 });
});

test('does not accept a bad end although every test passed', () => {
  expect(judge({ passed: 9, failed: 0, skipped: 0 }, 1).failed).toBe(1);
});

test('counts a failure once', () => {
  expect(judge({ passed: 9, failed: 2, skipped: 0 }, 1).failed).toBe(2);
});

test('ends with one line for people and programs', () => {
  expect(summaryLine({ passed: 120, failed: 0, skipped: 3 })).toBe('120 passed, 0 failed, 3 skipped');
});
