import { LARGEST_SETTINGS, type Reader } from '../importer.ts';
import { type Place, quoted } from '../text/fault.ts';
import { count, flag, type Known, seconds, SettingsFound } from '../text/settingsFound.ts';
import { type Assignment, assignmentsOf, type Value } from './literals.ts';
import { counted } from '../../sim/counted.ts';

/** Keys of DATABASES['default'] that the model has. */
const databaseKeys: ReadonlyMap<string, Known> = new Map([
  ['CONN_MAX_AGE', { path: 'django.CONN_MAX_AGE', kind: seconds }],
  ['CONN_HEALTH_CHECKS', { path: 'django.CONN_HEALTH_CHECKS', kind: flag }],
  ['ATOMIC_REQUESTS', { path: 'django.ATOMIC_REQUESTS', kind: flag }],
]);

/** Keys of OPTIONS['pool'], with psycopg_pool's defaults where the model needs a whole pool (semantics C14). */
const poolKeys: ReadonlyMap<string, Known> = new Map([
  ['min_size', { path: 'django.pool.min_size', kind: count(1) }],
  ['max_size', { path: 'django.pool.max_size', kind: count(1) }],
  ['timeout', { path: 'django.pool.timeout', kind: seconds }],
  ['max_waiting', { path: 'django.pool.max_waiting', kind: count(0) }],
]);

const interesting = new Set([
  'DATABASES',
  'DEBUG',
  'CONN_MAX_AGE',
  'CONN_HEALTH_CHECKS',
  'ATOMIC_REQUESTS',
  'PASSWORD_HASHERS',
]);

/** Django's settings.py: literals are taken, expressions are said, nothing is run. */
export const djangoSettings: Reader = {
  id: 'django-settings',
  title: 'Django settings.py',
  detect({ name, text }) {
    const own = /^(?:DATABASES|INSTALLED_APPS|MIDDLEWARE|ROOT_URLCONF)\s*(?:=|\[)/m.test(text);
    if (own) return 0.95;
    return /settings.*\.py$|[/\\]settings[/\\].*\.py$/i.test(name) ? 0.8 : 0;
  },
  async read(file) {
    const found = new SettingsFound();
    let others = 0;
    for (const assignment of assignmentsOf(await file.text(LARGEST_SETTINGS))) {
      if (!interesting.has(assignment.name)) others++;
      else take(found, file.name, assignment);
    }
    return {
      settings: found.settings,
      understood: [
        `${counted(found.settings.length, 'setting')} of the model, ${counted(others, 'other')} that it does not have.`,
      ],
      assumed: found.assumed,
    };
  },
};

function take(found: SettingsFound, file: string, assignment: Assignment): void {
  const { name, keys, value, inBlock } = assignment;
  const place = placeOf(file, value);
  const path = [name, ...keys.map((key) => `['${key}']`)].join('');
  if (inBlock) {
    found.leave(place, `${path} is set in a block that may not run; left out.`);
  } else if (name === 'DEBUG') {
    takeConstant(found, { path: 'django.DEBUG', kind: flag }, value, path, place);
  } else if (name === 'DATABASES') {
    takeDatabases(found, file, keys, value);
  } else if (name === 'PASSWORD_HASHERS') {
    const first = value.is === 'list' ? value.items[0] : undefined;
    if (first?.is === 'constant') {
      found.leave(
        place,
        `passwords are hashed by ${quoted(String(first.value))}; how long that takes has to be measured (django.password_hash_ms).`,
      );
    }
  } else {
    found.leave(
      place,
      `${name} at the top level means nothing to Django, which reads it in DATABASES only; left out.`,
    );
  }
}

function takeDatabases(
  found: SettingsFound,
  file: string,
  keys: readonly string[],
  value: Value,
): void {
  const [alias, ...inner] = keys;
  if (alias === undefined) {
    if (value.is !== 'dict')
      return leaveExpression(found, 'DATABASES', value, placeOf(file, value));
    const own = value.entries.get('default');
    for (const other of value.entries.keys()) {
      if (other !== 'default')
        found.leave(
          placeOf(file, value),
          `database ${quoted(other)} is left out: the model has one database.`,
        );
    }
    return own === undefined ? undefined : takeDatabases(found, file, ['default'], own);
  }
  if (alias !== 'default') return;
  if (inner.length === 0) {
    if (value.is !== 'dict')
      return leaveExpression(found, "DATABASES['default']", value, placeOf(file, value));
    for (const [key, entry] of value.entries) takeDatabases(found, file, ['default', key], entry);
    return;
  }
  const [key, option] = inner;
  const place = placeOf(file, value);
  const known = databaseKeys.get(key!);
  if (known !== undefined && inner.length === 1) {
    if (key === 'CONN_MAX_AGE' && value.is === 'constant' && value.value === null)
      found.add(known.path, null, place);
    else takeConstant(found, known, value, key!, place);
  } else if (key === 'OPTIONS') {
    const pool =
      option === undefined && value.is === 'dict'
        ? value.entries.get('pool')
        : option === 'pool'
          ? value
          : undefined;
    if (pool !== undefined) takePool(found, file, pool);
  }
}

function takePool(found: SettingsFound, file: string, pool: Value): void {
  const place = placeOf(file, pool);
  if (pool.is === 'constant') {
    if (pool.value === true) {
      found.add('django.pool.min_size', 4, place);
      found.add('django.pool.max_size', 4, place);
      found.leave(
        place,
        "OPTIONS['pool'] is True: psycopg_pool's default of 4 connections per process.",
      );
    }
    return;
  }
  if (pool.is !== 'dict') return leaveExpression(found, "OPTIONS['pool']", pool, place);
  for (const [key, value] of pool.entries) {
    const known = poolKeys.get(key);
    if (known !== undefined)
      takeConstant(found, known, value, `OPTIONS['pool']['${key}']`, placeOf(file, value));
  }
}

function takeConstant(
  found: SettingsFound,
  known: Known,
  value: Value,
  name: string,
  place: Place,
): void {
  if (value.is !== 'constant' || value.value === null) leaveExpression(found, name, value, place);
  else found.take(known, String(value.value), place);
}

function leaveExpression(found: SettingsFound, name: string, value: Value, place: Place): void {
  const text =
    value.is === 'expression'
      ? value.text
      : value.is === 'constant'
        ? String(value.value)
        : `a ${value.is}`;
  found.leave(
    place,
    `${name} is the expression ${quoted(text)}, which is not run; left out, so the value of the scenario stays.`,
  );
}

function placeOf(file: string, { line, column }: Value): Place {
  return { file, line, column };
}
