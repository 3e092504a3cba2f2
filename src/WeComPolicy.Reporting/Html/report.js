// What the page can do beyond being read: filter, search, sort, change language and theme, open for print.
// Everything that it shows is in the page already, and it sends nothing anywhere.
'use strict'
{
  const root = document.documentElement
  const $ = id => document.getElementById(id)
  const all = (selector, within = document) => Array.from(within.querySelectorAll(selector))

  // Language: attributes of the root choose what the style sheet shows; what cannot hold elements gets its text here.
  const translated = all('[data-zh]')
  const setLanguage = zh => {
    root.lang = zh ? 'zh-CN' : 'en'
    for (const element of translated) element.textContent = zh ? element.dataset.zh : element.dataset.en
    $('lang').lang = zh ? 'en' : 'zh-CN'
    document.querySelector('nav').setAttribute('aria-label', zh ? '目录' : 'Contents')
  }
  setLanguage(root.lang !== 'en')
  $('lang').addEventListener('click', () => setLanguage(root.lang === 'en'))

  // Theme: the system's, until a reader chooses.
  const prefersDark = matchMedia('(prefers-color-scheme: dark)')
  const isDark = () => root.dataset.theme ? root.dataset.theme === 'dark' : prefersDark.matches
  const showTheme = () => $('theme').setAttribute('aria-pressed', String(isDark()))
  $('theme').addEventListener('click', () => {
    root.dataset.theme = isDark() ? 'light' : 'dark'
    showTheme()
  })
  prefersDark.addEventListener('change', showTheme)
  showTheme()

  $('print').addEventListener('click', () => print())
  $('tools').hidden = false

  const list = $('list')
  if (list) {
    const form = $('controls')
    const items = Array.from(list.children)

    // What is behind a row is the page's own markup, which a browser with script has read as the text of a noscript element;
    // it becomes elements when the row is opened. Every text in it has been escaped by the writer.
    const policy = window.trustedTypes ? trustedTypes.createPolicy('report', { createHTML: markup => markup }) : { createHTML: markup => markup }
    const owners = {}
    for (const item of items) owners[item.dataset.r] ??= item
    const unfold = item => {
      const folded = item.querySelector('noscript')
      if (!folded) return
      const template = document.createElement('template')
      template.innerHTML = policy.createHTML(folded.textContent)

      // The texts of a rule stand at its first finding; the others get a copy.
      const why = template.content.querySelector('.why[data-rule]')
      if (why) {
        const owner = owners[item.dataset.r]
        unfold(owner)
        why.replaceChildren(...Array.from(owner.querySelector('.why').childNodes, node => node.cloneNode(true)))
      }
      folded.replaceWith(template.content)
    }
    list.addEventListener('toggle', event => {
      if (event.target.open) unfold(event.target.closest('.f'))
    }, true)
    addEventListener('beforeprint', () => items.filter(item => !item.hidden).forEach(unfold))
    const place = items.map(item => item.querySelector('.at').textContent)
    const rule = items.map(item => item.querySelector('.id').textContent)
    const verdicts = ['fail', 'error', 'unknown']
    const collator = new Intl.Collator('zh-CN', { numeric: true })
    const orders = {
      1: (a, b) => items[b].dataset.s - items[a].dataset.s,
      2: (a, b) => collator.compare(rule[a], rule[b]),
      3: (a, b) => collator.compare(place[a], place[b]),
      4: (a, b) => verdicts.indexOf(items[a].dataset.v) - verdicts.indexOf(items[b].dataset.v),
    }

    // Read only when somebody searches: of many findings it is much text.
    const named = { amp: '&', lt: '<', gt: '>', quot: '"' }
    const plain = markup => markup
      .replace(/<\/?(?:mark|u|i)\b[^>]*>/g, '')
      .replace(/<[^>]*>/g, ' ')
      .replace(/&(?:#x([0-9a-f]+)|([a-z]+));/gi, (_, code, name) => code ? String.fromCodePoint(parseInt(code, 16)) : named[name] ?? ' ')
    const textOfItem = item => {
      const folded = item.querySelector('noscript')
      return (folded ? item.querySelector('summary').textContent + ' ' + plain(folded.textContent) : item.textContent).toLowerCase()
    }
    let texts
    const textOf = index => {
      texts ??= items.map(textOfItem)
      return texts[index]
    }

    const apply = () => {
      const data = new FormData(form)
      const words = $('q').value.toLowerCase().split(/\s+/).filter(Boolean)
      const wanted = {}
      for (const key of ['s', 'v', 'g', 'b', 'a', 't']) {
        const values = data.getAll(key).filter(value => value !== '')
        if (values.length > 0) wanted[key] = new Set(values)
      }
      let shown = 0
      items.forEach((item, index) => {
        const matches = Object.entries(wanted).every(([key, values]) => values.has(item.dataset[key]))
          && words.every(word => textOf(index).includes(word))
        if (item.hidden === matches) item.hidden = !matches
        if (matches) shown++
      })
      $('count').textContent = shown.toLocaleString('en')
      $('none').hidden = shown > 0
      $('counted').classList.toggle('partial', shown < items.length)
    }

    let order = ''
    const sort = () => {
      const chosen = form.elements.o.value
      if (chosen === order) return
      order = chosen
      const indices = items.map((_, index) => index)
      if (orders[chosen]) indices.sort((a, b) => orders[chosen](a, b) || a - b)
      list.append(...indices.map(index => items[index]))
    }

    let waiting = 0
    $('q').addEventListener('input', () => {
      clearTimeout(waiting)
      waiting = setTimeout(apply, 120)
    })
    form.addEventListener('change', () => {
      sort()
      apply()
    })
    form.addEventListener('submit', event => {
      event.preventDefault()
      apply()
    })
    const clear = () => {
      form.reset()
      sort()
      apply()
    }
    $('clear').addEventListener('click', clear)
    $('q').addEventListener('keydown', event => {
      if (event.key !== 'Escape' || $('q').value === '') return
      event.preventDefault()
      $('q').value = ''
      apply()
    })

    const visible = () => items.filter(item => !item.hidden)
    const openAll = open => {
      for (const item of visible()) item.firstElementChild.open = open
    }
    $('open').addEventListener('click', () => openAll(true))
    $('shut').addEventListener('click', () => openAll(false))

    // From row to row with the arrows, as in a list.
    list.addEventListener('keydown', event => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
      if (!step || event.target.tagName !== 'SUMMARY') return
      let item = event.target.closest('.f')
      do item = step > 0 ? item.nextElementSibling : item.previousElementSibling
      while (item && item.hidden)
      if (!item) return
      event.preventDefault()
      item.querySelector('summary').focus()
    })

    for (const go of all('.go')) {
      go.addEventListener('click', () => {
        clear()
        form.elements.t.value = go.dataset.t
        apply()
        $('findings').scrollIntoView()
        form.elements.t.focus({ preventScroll: true })
      })
    }
    form.hidden = false
    $('counted').hidden = false

    // A link to a finding shows it, whatever is filtered away.
    const showTarget = () => {
      const target = location.hash.length > 1 && $(decodeURIComponent(location.hash.slice(1)))
      const item = target && target.closest('.f')
      if (!item) return
      if (item.hidden) clear()
      unfold(item)
      item.firstElementChild.open = true
      item.scrollIntoView()
    }
    addEventListener('hashchange', showTarget)
    showTarget()
  }

  // Paper cannot be unfolded.
  let closed = []
  addEventListener('beforeprint', () => {
    // Said twice before a print, as some browsers do, the parts of the first time are still to be closed.
    const opening = all('details:not([open])')
    for (const details of opening) details.open = true
    closed.push(...opening)
  })
  addEventListener('afterprint', () => {
    for (const details of closed) details.open = false
    closed = []
  })
}
