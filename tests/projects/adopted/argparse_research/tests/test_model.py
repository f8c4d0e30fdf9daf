import model


def test_predict():
    assert model.predict('constant', 2, 1, 5) == 1
    assert model.predict('linear', 2, 1, 5) == 11
