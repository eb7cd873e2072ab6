import subprocess
import sys

from quoth_eval.startup import spare_pandas

SCRIPT = """
import sys
from quoth_eval.startup import spare_pandas
spare_pandas()
import pyarrow as pa
assert pa.array([1, None]).to_pylist() == [1, None]
print("pandas" in sys.modules)
import pandas
print(pandas.Series([1]).sum())
"""


def test_arrow_works_without_pandas_and_pandas_without_arrow() -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "1"]


def test_where_pandas_is_in_use_nothing_happens() -> None:
    import pandas as pd
    import pyarrow as pa

    finders = list(sys.meta_path)
    spare_pandas()
    assert sys.meta_path == finders
    assert sys.modules["pandas"] is pd
    assert pa.array([1]).to_pylist() == [1]
