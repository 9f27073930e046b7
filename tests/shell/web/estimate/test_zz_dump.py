import re
import pytest
@pytest.fixture(autouse=True)
def _november(time_machine):
    time_machine.move_to("2026-11-24 15:30:00+00:00", tick=False)
def test_dump(client_for, address, covered):
    from django.contrib.staticfiles import finders
    for theme in ("light","dark"):
        c=client_for("coordinator"); c.cookies["theme"]=theme
        html=c.get(address("phasing", plan="premium")).content.decode()
        def swap(m):
            name=re.sub(r"\.[0-9a-f]{8,12}(?=\.\w+$)","",m[2].split("?")[0])
            found=finders.find(name)
            return f'{m[1]}="file://{found}"' if found else m[0]
        html=re.sub(r'(href|src)="/static/([^"]+)"',swap,html)
        open(f"/tmp/benefits-work/page-{theme}.html","w").write(html)
