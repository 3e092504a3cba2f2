// node tests/sarif/validate.mjs FILE...
//
// Validates SARIF files against the standard and against what GitHub demands of them. The validator's own exit code is 0
// even when it finds errors, so its findings are read and judged here.
//
// Exit code: 0 no errors and no warnings, 1 some, 2 the validator could not be installed or run.

import { spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

// SARIF2005 wants a web page of the tool; it has none yet.
const accepted = new Set(['SARIF2005'])

const here = dirname(fileURLToPath(import.meta.url))
const version = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8')).dependencies['@microsoft/sarif-multitool']
const home = resolve(here, '../../artifacts/sarif-multitool', version)
const windows = process.platform === 'win32'
const tool = join(home, 'node_modules/@microsoft', `sarif-multitool-${process.platform}`, windows ? 'Sarif.Multitool.exe' : 'Sarif.Multitool')

function fail(message) {
  console.error(message)
  process.exit(2)
}

const files = process.argv.slice(2)
if (files.length === 0) fail('Usage: node tests/sarif/validate.mjs FILE...')
for (const file of files) if (!existsSync(file)) fail(`${file} does not exist.`)

if (!existsSync(tool)) {
  mkdirSync(home, { recursive: true })
  copyFileSync(join(here, 'package.json'), join(home, 'package.json'))
  const install = ['install', '--no-package-lock', '--no-save', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel', 'error']
  const npm = spawnSync('npm', install, { cwd: home, encoding: 'utf8', shell: windows, timeout: 300_000 })
  if (npm.error) fail(`npm could not be started: ${npm.error.message}. It comes with Node.js.`)
  if (npm.status !== 0) fail(`npm install failed with ${npm.status}:\n${npm.stdout}${npm.stderr}`)
  if (!existsSync(tool)) fail(`npm installed no ${tool}.`)
}

// Marking it is the package's install script's only task.
if (!windows) chmodSync(tool, 0o755)

const output = join(home, `findings-${process.pid}.sarif`)
const run = spawnSync(
  tool,
  ['validate', ...files, '--rule-kind', 'Sarif;Ghas', '--config', join(here, 'validation.xml'), '--output', output, '--log', 'ForceOverwrite', '--quiet'],
  { encoding: 'utf8', timeout: 300_000 })
if (run.error) fail(`The validator could not be started: ${run.error.message}`)
if (run.status !== 0 || !existsSync(output)) fail(`The validator failed with ${run.status}:\n${run.stdout}${run.stderr}`)

const log = JSON.parse(readFileSync(output, 'utf8').replace(/^\uFEFF/, '')).runs[0]
rmSync(output)
if (!log.invocations?.[0]?.executionSuccessful) fail('The validator did not get to the end.')

const problems = (log.results ?? []).filter(r => ['error', 'warning'].includes(r.level ?? 'warning') && !accepted.has(r.ruleId))
for (const problem of problems) {
  const place = problem.locations?.[0]?.physicalLocation
  const rule = log.tool.driver.rules[problem.ruleIndex]
  const template = problem.message.text ?? rule.messageStrings[problem.message.id].text
  const text = template.replace(/\{(\d+)\}/g, (_, n) => problem.message.arguments?.[n] ?? '')
  console.log(`${place?.artifactLocation?.uri}:${place?.region?.startLine}: ${problem.level ?? 'warning'} ${problem.ruleId} ${text}`)
}

process.exit(problems.length === 0 ? 0 : 1)
