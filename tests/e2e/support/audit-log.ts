import { writeFile } from 'node:fs/promises';

const columns = [
  'number',
  'incident_state',
  'sys_mod_count',
  'caller_id',
  'opened_at',
  'sys_updated_by',
  'sys_updated_at',
  'contact_type',
  'category',
  'priority',
  'assignment_group',
  'assigned_to',
] as const;

const states = ['New', 'Active', 'Awaiting User Info', 'Resolved'] as const;

/** Writes an audit log as ServiceNow exports it: so many incidents, each with the four steps of its life. */
export async function writeAuditLog(file: string, incidents: number): Promise<void> {
  const rows = Array.from({ length: incidents }, (_incident, at) =>
    states.map((state, step) =>
      [
        `INC${String(at + 1).padStart(7, '0')}`,
        state,
        String(step),
        `Caller ${at % 40}`,
        `${(at % 27) + 1}/3/2016 08:0${step}`,
        `Updated by ${step}`,
        `${(at % 27) + 1}/3/2016 1${step}:30`,
        'Phone',
        `Category ${at % 9}`,
        '3 - Moderate',
        `Group ${at % 5}`,
        step === 0 ? '?' : `Resolver ${at % 12}`,
      ].join(','),
    ),
  );
  await writeFile(file, `${[columns.join(','), ...rows.flat()].join('\r\n')}\r\n`);
}
