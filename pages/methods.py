"""Methods and data: what a reader must know to distrust the data properly, and all of it to take away."""

import pandas
import streamlit as st

from pages.parts.package import citation_of_data, descriptor, package, table_csv, table_names
from pages.parts.selection import address
from pages.parts.store import ask, release
from pages.parts.text import cases, plain
from pages.parts.trust import agreement_table, audit_table, codebook_search, mix_table, screening_flow, show_document

now, about = release(), ask("package").iloc[0]
limit = ask("limits").set_index("name")["value"]
quality = ask("quality_counts").iloc[0]
mix = ask("evidence_mix").set_index(["variable", "code"])["n"]

st.markdown(
    f"Release {now['version']} of {now['released']:%d %B %Y} holds {cases(int(now['initiatives']))}. They are **documented "
    "cases, not a sample**: nothing here says how common anything is, or what co-production brings about."
)
st.markdown(
    "On this page: [what a case is](#what-a-case-is) · [how cases were found](#how-cases-were-found) · "
    "[how they were coded](#how-cases-were-coded) · [what they rest on](#what-the-cases-rest-on) · "
    "[the codebook](#codebook) · [agreement](#agreement) · [audit](#audit) · [limits](#limits) · "
    "[cite, correct, reuse](#cite-correct-and-reuse) · [releases](#releases) · [downloads](#downloads)"
)

st.header("What a case is", anchor="what-a-case-is")
st.markdown(
    "One case is one initiative: a set of actors working jointly on a shared issue, in a place, over a bounded period. "
    "A programme with many sites is one case, unless a source tells a site's own story; then the site is the case and "
    "names its programme. Never both."
)
st.markdown(
    "A candidate is included when three conditions are met, whatever came of it:\n"
    "1. A body with public or professional authority, or research expertise, takes part: it contributes staff, decisions "
    "or information inside the process. Only funding or endorsing it, or being its target, is not enough.\n"
    "2. Lay or affected people contribute actively in at least one stage. Being told or surveyed is not enough.\n"
    "3. At least one source that can be retrieved describes it.\n\n"
    "It need not call itself co-production; which words it uses is one of the things that are coded."
)

st.header("How cases were found", anchor="how-cases-were-found")
st.markdown(
    "Each candidate was screened by one reader, in one pass; nobody screened it a second time. The rule is blind to "
    "outcome: nothing in the three conditions asks what came of the initiative. The reader was not blind, as the texts "
    "mention outcomes. Every candidate is in the screening log with its decision, the rule and the reason."
)
screening_flow()
failures = int(mix.get(("selection_route", "failure_search"), 0))
st.markdown(
    "Some cases are looked for because something went wrong: stalls, reversals, harms. They are there to learn from, and "
    "they are left out of every proportion, because their number says how hard somebody searched. "
    + (f"This release holds {cases(failures)} of this kind." if failures else "This release holds none yet.")
)

searched = ask("search_results").iloc[0]
st.markdown(
    f"For {cases(int(searched['cases']))}, {searched['searches']} searches in stored public pages looked for further sources "
    f"and for what happened since; for {searched['cases_found']} they brought a source, for {searched['cases_without']} "
    "nothing usable. Queries and results are in the table `search` of the data."
)

st.header("How cases were coded", anchor="how-cases-were-coded")
st.markdown(
    "Coding was machine-assisted reading of the cited sources. **It was not checked by the people in the cases.** "
    f"Each value names a source, the place in it, and a note of at most {limit['note_words']} words on what the source "
    "reports; it is marked as stated by the source or inferred by the coder. The rule or practice described is coded, "
    "never the adjective. Where sources are silent, the value is “not reported”, which is not a no: “no” and “none "
    "found” need a source that says so. Action on the ground is recorded as events, and how far it got is computed from "
    "them. Where a source reports reprisals or danger, only the country is given; people are named only where their "
    "public office is the point."
)
full, part = (
    int(mix.get(("read", "full_text"), 0)),
    int(mix.get(("read", "excerpt"), 0)) + int(mix.get(("read", "abstract"), 0)),
)
st.markdown(
    f"Stored copies of public pages were read, not the live pages. Of {full + part:,} sources, {full:,} were read in full "
    f"and {part:,} only in part: as an abstract, or as excerpts of up to about 2,000 characters. A part carries no value "
    "that it does not itself show, so the rest of such a text may say more."
)

st.header("What the cases rest on", anchor="what-the-cases-rest-on")
left, right = st.columns(2, gap="medium")
with left:
    mix_table("selection_route", "How the case was found", "Cases")
    mix_table("region", "World region", "Cases")
    mix_table("country", "Country", "Cases", most=12)
with right:
    mix_table("source_type", "Kind of source", "Sources")
    mix_table("independence", "Author's relation to the initiative", "Sources")
    mix_table("language", "Language of the source", "Sources")
    mix_table("read", "How much was read", "Sources")

st.header("Codebook", anchor="codebook")
st.markdown(
    "Every variable with its question, rule, values, literature and agreement. A missing value is one of four different "
    "things and they are never merged: silent sources, conflicting sources, a question that does not arise, and too "
    f"early to say (under {limit['too_early_months']} months)."
)
codebook_search()

st.header("Agreement", anchor="agreement")
st.markdown(
    "Some cases were coded twice, by two readers who did not see each other's answers. Krippendorff's alpha says how much "
    "better than chance they agree: 1 is perfect, 0 is chance. Here a missing code counts as one more answer, and every "
    "variable with one value is then taken as nominal; lists are compared as sets (MASI distance, Passonneau 2006). "
    "“Where both gave a value” leaves missing codes out and uses the variable's own scale; its alpha is shown from 20 "
    "cases on. The intervals come from 1,000 resamples of the cases and are wide where cases are few. Free text, events "
    "and facts such as places and dates were not compared. Two readers of the same kind share their blind spots: "
    "agreement shows that the rules are clear, not that the values are right."
)
st.subheader("Cases of this release", anchor=False)
if quality["main"]:
    were = "difference was" if quality["settled"] == 1 else "differences were"
    settled = f" {quality['settled']:,} {were} settled afterwards." if quality["settled"] else ""
    st.markdown(f"{cases(int(quality['main']))} of {now['initiatives']:,} were coded twice.{settled}")
    agreement_table("main")
else:
    st.info("Still to come: no case of this release has been coded twice under the present codebook.")
if quality["pilot"]:
    st.subheader("Pilot", anchor=False)
    st.markdown(
        f"{cases(int(quality['pilot']))} were coded twice under an earlier wording. The rules were then sharpened, so this "
        "table says what the wording had to mend, not how reliable the present values are."
    )
    with st.expander("Agreement in the pilot"):
        agreement_table("pilot")
show_document("codebook_log")

st.header("Audit", anchor="audit")
st.markdown("In the audit a fresh reader takes a published value and its source, and tries to refute the value.")
if quality["audited"]:
    st.markdown(f"{quality['audited']:,} values of {cases(int(quality['audited_cases']))} have been audited.")
    audit_table()
    show_document("draws")
else:
    st.info("Still to come: no value has been audited yet.")

st.header("Limits", anchor="limits")
st.markdown(
    "- **Selection on success.** What gets written up, listed and given prizes tends to be what went well. Failures leave "
    "fewer texts.\n"
    "- **Organisers' own accounts.** Many sources are by those who ran or paid for the initiative; see the table above. "
    "Pages let you ask for independent evidence only.\n"
    "- **English and digital.** Most sources are in English and all are on the web. Initiatives without either are "
    "missing.\n"
    "- **Unequal documentation.** One case rests on an audit and three studies, another on one page. A thinly documented "
    "case looks emptier, not weaker.\n"
    "- **Follow-up and survivorship.** What followed is known as far as the last dated source. Older cases had more time "
    "to act and to fade; those still running are easier to find.\n"
    "- **The ladder is not value.** It says how far a decision was carried out, not whether it was good, fair or wanted.\n"
    "- **Sequence is not cause.** That action followed does not show that co-production brought it about.\n"
    "- **Hidden power does not show in texts.** Who kept an issue off the agenda, or stayed silent, is seldom written down.\n"
    "- **Cases are not independent.** Programmes, convenors and authors recur; some sources serve several cases.\n"
    "- **Intervals assume what is not so.** They treat cases as independent draws. Take them for the least that is "
    "uncertain."
)

st.header("Cite, correct and reuse", anchor="cite-correct-and-reuse")
st.subheader("How to cite", anchor=False)
st.code(f"{citation_of_data()} {address('methods', {})}", language=None, wrap_lines=True)
st.subheader("How to correct a value", anchor=False)
st.markdown(
    "Each case is one text file that people can read, `data/cases/<id>.yaml` in the repository of this project; the `id` "
    "stands in the address of the case. Change the value together with its source, the place in it and the note, and "
    "open a pull request. `python -m data.build --check` tells what does not fit the codebook."
)
st.subheader("Licence", anchor=False)
st.markdown(
    f"The coded data is under the [{plain(about['licence_title'])}]({about['licence_url']}), the code under the MIT "
    "License. The sources keep their own terms: the data carries facts from them and no sentences of theirs."
)

st.header("Releases", anchor="releases")
notes = ask("release_notes")
st.table(
    pandas.DataFrame(
        {
            "Release": notes["version"],
            "Date": [f"{day:%d %B %Y}" for day in notes["released"]],
            "What changed": [plain(note) for note in notes["note"]],
        }
    ),
    hide_index=True,
    alt="Releases and what changed in each",
)

st.header("Downloads", anchor="downloads")
names = table_names()
st.markdown(
    f"The whole dataset in one file: {len(names)} tables as CSV, Parquet and JSON, the codebook, and `datapackage.json`, "
    "which describes every column."
)
st.download_button(
    "Whole dataset (zip)",
    data=package,
    file_name=f"{about['name']}-{about['version']}.zip",
    mime="application/zip",
    icon=":material/download:",
    key="package",
)


@st.fragment
def one_table() -> None:
    """Draw a choice of table, what is in it, and a button that saves it."""
    name = st.selectbox("One table", list(names), key="table_name")
    st.caption(plain(names[name]))
    st.download_button(
        f"{name}.csv",
        data=lambda: table_csv(name),
        file_name=f"{name}.csv",
        mime="text/csv",
        icon=":material/download:",
        key="table_csv",
    )
    fields = next(resource for resource in descriptor()["resources"] if resource["name"] == name)["schema"]["fields"]
    with st.expander("Columns"):
        st.table(
            pandas.DataFrame(
                {
                    "Column": [f"`{field['name']}`" for field in fields],
                    "Type": [field["type"] for field in fields],
                    "Meaning": [plain(field["description"]) for field in fields],
                }
            ),
            hide_index=True,
            alt=f"Columns of the table {name}",
        )


one_table()
st.caption(
    "In CSV, a text that a spreadsheet program could run as a formula has a quote before it; Parquet and JSON hold it as "
    "it is."
)
