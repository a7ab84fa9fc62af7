"""Signs in to a demonstration as a treasurer, issues an access to the employer's payroll, prints its token.

Through the pages, as a person would: the demonstration has no token of its own. Arguments: the
portal's address, the account's e-mail, its password.
"""

import html
import http.cookiejar
import re
import sys
import urllib.parse
import urllib.request


def main(origin, email, password):
    jar = http.cookiejar.CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    opener.addheaders = [("Origin", origin), ("Sec-Fetch-Site", "same-origin")]

    def get(path):
        with opener.open(origin + path, timeout=30) as answer:
            return answer.read().decode()

    def post(path, **form):
        body = urllib.parse.urlencode(form).encode()
        with opener.open(origin + path, body, timeout=30) as answer:
            return answer.read().decode()

    def field(page, name):
        found = re.search(rf'name="{name}"[^>]*? value="([^"]*)"', page)
        return html.unescape(found.group(1))

    post("/connexion", email=email, password=password)
    path = re.search(r'href="(/employeurs/[^"]+/acces)"', get("/info-syndicat")).group(1)
    page = get(path)
    issued = post(
        path, key=field(page, "key"), label="schemathesis", ends_on=field(page, "ends_on"), replaces=""
    )
    print(re.search(r"qtt_[0-9a-f]{72}", issued).group(0))


main(*sys.argv[1:])
